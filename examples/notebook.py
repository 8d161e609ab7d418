# %% [markdown]
# # From a sweep to a figure
#
# This notebook trains the four variants of the quickstart on digits for a few epochs, puts their
# numbers into a DataFrame, and looks at what one network's gradients say about one image.
# Jupyter opens it with jupytext; VS Code and PyCharm run its cells as they are; `python
# examples/notebook.py` runs it as a script. It takes two minutes on two cores.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from captum.attr import Saliency
from sklearn.datasets import load_digits

import scoresweep

FOLDER = Path("results/notebook")
FOLDER.mkdir(parents=True, exist_ok=True)

# %% [markdown]
# ## Launch
# The strings are what `--set` takes. Run this cell again after an interruption: each trial goes on
# from its last checkpoint, and what is finished isn't trained twice.

# %%
sweep = scoresweep.load_sweep(
    "quickstart",
    [
        "name=notebook",
        "training.epochs=5",
        "measure.gan_test.samples=200",
        "measure.robustness=null",
        "measure.fooling=null",
        "measure.randomisation=null",
    ],
)
results = scoresweep.launch(sweep)

# %% [markdown]
# ## Numbers
# One row for each trial and number. Shares are in [0, 1].

# %%
frame = results.to_dataframe()
own = frame[frame.detail == ""].pivot(index="variant", columns="measurement", values="value")
print(own[["test_accuracy", "gan_test"]])

# %% [markdown]
# ## A plot of your own
# Alignment is the cosine of the gradient at a noisy image with the direction back to the clean one:
# positive where the hidden density model knows the way (docs: measurements).

# %%
figure, axes = plt.subplots(figsize=(4, 3), layout="constrained")
axes.scatter(own.alignment, own.gan_test)
for variant, row in own.iterrows():
    axes.annotate(str(variant), (row.alignment, row.gan_test))
axes.set_xlabel("alignment")
axes.set_ylabel("GAN-test")
figure.savefig(FOLDER / "alignment.png")

# %% [markdown]
# ## The paper's Fig. 3
# Accuracy without the pixels that each network's own gradients call least relevant.

# %%
results.figure("fig3a").savefig(FOLDER / "fig3a.png")

# %% [markdown]
# ## The saliency of one image
# `network` is a `torch.nn.Module` in eval mode that takes images in [0, 1].

# %%
[cell] = [cell for cell in results.cells if cell.variant == "score_matching"]
network = results.network(cell.trial_key)
image = torch.tensor(load_digits().images[:1] / 16, dtype=torch.float32)[:, None]
label = int(network(image).argmax())
saliency = Saliency(network).attribute(image, target=label)

figure, (left, right) = plt.subplots(1, 2, figsize=(4, 2), layout="constrained")
left.imshow(image[0, 0], cmap="gray")
left.set_title(f"read as {label}")
right.imshow(saliency[0, 0].detach(), cmap="gray")
right.set_title("saliency")
figure.savefig(FOLDER / "saliency.png")
