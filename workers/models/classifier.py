"""A trained network as other code takes one: images in, logits out."""

import torch
from torch import Tensor, nn

from scoresweep.workers.models.networks import Network


class Classifier(nn.Module):
    """A network in eval mode with its preprocessing, for code such as captum's.

    Attributes:
        classes: Number of classes.
        image_size: Height and width of its images in pixels.
        channels: Channels of its images.
    """

    def __init__(self, network: Network, *, channels: int, image_size: int, classes: int):
        super().__init__()
        self.network = network.eval().requires_grad_(False)
        self.channels, self.image_size, self.classes = channels, image_size, classes

    def forward(self, images: Tensor) -> Tensor:
        """Compute logits f `[n, classes]`, in the order of the data set's labels.

        Args:
            images: `[n, channels, image_size, image_size]`: float in [0, 1], in which f can be
                differentiated, or uint8 in 0..255. There is no mean or standard deviation.

        Raises:
            ValueError: The images have another shape.
        """
        expected = (self.channels, self.image_size, self.image_size)
        if images.dim() != 4 or images.shape[1:] != expected:
            raise ValueError(
                f"images should be [n, {', '.join(map(str, expected))}], not {list(images.shape)}"
            )
        x = images.float() / 255 if images.dtype == torch.uint8 else images
        return self.network(x)[0]
