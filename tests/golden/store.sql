BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('dc11669786a5');
CREATE TABLE "assessments" (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	experiment_id INTEGER, 
	trace_timestamp_ms BIGINT, 
	aggregate_value FLOAT, 
	is_numeric_value BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE budget_policies (
	budget_policy_id VARCHAR(36) NOT NULL, 
	budget_unit VARCHAR(32) NOT NULL, 
	budget_amount FLOAT NOT NULL, 
	duration_unit VARCHAR(32) NOT NULL, 
	duration_value INTEGER NOT NULL, 
	target_scope VARCHAR(32) NOT NULL, 
	budget_action VARCHAR(32) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, target_value VARCHAR(255), 
	CONSTRAINT budget_policies_pk PRIMARY KEY (budget_policy_id)
);
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
CREATE TABLE "experiment_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','{ROOT}/mlruns/0','active',1795401028081,1795401028081,'default');
INSERT INTO "experiments" VALUES(1,'golden-table1','file://{ROOT}/artifacts/golden-table1','active',1795401028114,1795401028114,'default');
INSERT INTO "experiments" VALUES(2,'golden-table2','file://{ROOT}/artifacts/golden-table2','active',1795401028460,1795401028460,'default');
INSERT INTO "experiments" VALUES(3,'golden-seeds','file://{ROOT}/artifacts/golden-seeds','active',1795401029769,1795401029769,'default');
CREATE TABLE guardrail_configs (
	endpoint_id VARCHAR(36) NOT NULL, 
	guardrail_id VARCHAR(36) NOT NULL, 
	execution_order INTEGER, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrail_configs_pk PRIMARY KEY (endpoint_id, guardrail_id), 
	CONSTRAINT fk_guardrail_configs_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_guardrail_configs_guardrail_id FOREIGN KEY(guardrail_id) REFERENCES guardrails (guardrail_id) ON DELETE CASCADE
);
CREATE TABLE guardrails (
	guardrail_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	action_endpoint_id VARCHAR(36), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrails_pk PRIMARY KEY (guardrail_id), 
	CONSTRAINT fk_guardrails_scorer_version FOREIGN KEY(scorer_id, scorer_version) REFERENCES scorer_versions (scorer_id, scorer_version), 
	CONSTRAINT fk_guardrails_action_endpoint_id FOREIGN KEY(action_endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE SET NULL
);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE TABLE issues (
	issue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	description TEXT NOT NULL, 
	status VARCHAR(50) NOT NULL, 
	severity VARCHAR(50), 
	root_causes TEXT, 
	source_run_id VARCHAR(32), 
	categories TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	CONSTRAINT issues_pk PRIMARY KEY (issue_id), 
	CONSTRAINT fk_issues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT fk_issues_source_run_id FOREIGN KEY(source_run_id) REFERENCES runs (run_uuid) ON DELETE SET NULL
);
CREATE TABLE job_locks (
	lock_key VARCHAR(255) NOT NULL, 
	job_id VARCHAR(36) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	CONSTRAINT job_locks_pk PRIMARY KEY (lock_key), 
	CONSTRAINT fk_job_locks_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, status_details JSON, creator VARCHAR(255), executor_backend VARCHAR(255), lease_expires_at BIGINT, status_message TEXT, progress JSON, progress_updated_at BIGINT, token_hash VARCHAR(64), scoped_permissions JSON, next_attempt_at BIGINT, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
CREATE TABLE label_schemas (
	schema_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	type VARCHAR(16) NOT NULL, 
	instruction TEXT, 
	enable_comment BOOLEAN DEFAULT '0' NOT NULL, 
	input_type VARCHAR(32) NOT NULL, 
	input_config TEXT NOT NULL, 
	created_by VARCHAR(255), 
	created_time BIGINT NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	is_default BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT label_schemas_pk PRIMARY KEY (schema_id), 
	CONSTRAINT fk_label_schemas_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_label_schemas_exp_name UNIQUE (experiment_id, name)
);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'1fa9d517791342c998eb1174edb9385b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'1fa9d517791342c998eb1174edb9385b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7012,1,3,0,'1fa9d517791342c998eb1174edb9385b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'459b61d80b774cc4855a9566e42ff331');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'459b61d80b774cc4855a9566e42ff331');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7789,1,3,0,'459b61d80b774cc4855a9566e42ff331');
INSERT INTO "latest_metrics" VALUES('gan_test',0.601,1,3,0,'459b61d80b774cc4855a9566e42ff331');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7198,1,3,0,'f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "latest_metrics" VALUES('gan_test',0.733,1,3,0,'f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0101,1,3,0,'3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "latest_metrics" VALUES('gan_test',0.009,1,3,0,'3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'272851d3fb324be88632786b3adb4353');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'272851d3fb324be88632786b3adb4353');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.6,1,3,0,'272851d3fb324be88632786b3adb4353');
INSERT INTO "latest_metrics" VALUES('gan_test',0.5,1,3,0,'272851d3fb324be88632786b3adb4353');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'132a7803fb77431484857212fc3b8282');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'132a7803fb77431484857212fc3b8282');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.605,1,3,0,'132a7803fb77431484857212fc3b8282');
INSERT INTO "latest_metrics" VALUES('gan_test',0.51,1,3,0,'132a7803fb77431484857212fc3b8282');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.615,1,3,0,'8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "latest_metrics" VALUES('gan_test',0.53,1,3,0,'8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0908,1,3,0,'1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "latest_metrics" VALUES('gan_test',0.0097,1,3,0,'1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'fd246da5000f453da238004f8ee53876');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'fd246da5000f453da238004f8ee53876');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.625,1,3,0,'fd246da5000f453da238004f8ee53876');
INSERT INTO "latest_metrics" VALUES('gan_test',0.55,1,3,0,'fd246da5000f453da238004f8ee53876');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.63,1,3,0,'e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.56,1,3,0,'e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.64,1,3,0,'29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "latest_metrics" VALUES('gan_test',0.58,1,3,0,'29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.65,1,3,0,'a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "latest_metrics" VALUES('gan_test',0.6,1,3,0,'a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,3,0,'f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "latest_metrics" VALUES('gan_test',0.62,1,3,0,'f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.665,1,3,0,'c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "latest_metrics" VALUES('gan_test',0.63,1,3,0,'c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,3,0,'2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "latest_metrics" VALUES('gan_test',0.64,1,3,0,'2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,3,0,'03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "latest_metrics" VALUES('gan_test',0.65,1,3,0,'03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,3,0,'8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "latest_metrics" VALUES('gan_test',0.66,1,3,0,'8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,3,0,'7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "latest_metrics" VALUES('gan_test',0.67,1,3,0,'7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.69,1,3,0,'308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "latest_metrics" VALUES('gan_test',6.79999999999999937827e-01,1,3,0,'308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.695,1,3,0,'7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "latest_metrics" VALUES('gan_test',0.69,1,3,0,'7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.7,1,3,0,'b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'122a21c1817643589603db7c2b97c68e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'122a21c1817643589603db7c2b97c68e');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.11,1,3,0,'122a21c1817643589603db7c2b97c68e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.9,1,3,0,'d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.92,1,3,0,'104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "latest_metrics" VALUES('gan_test',0.86,1,3,0,'104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'209d862199b7461492f9c857509a24b5');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'209d862199b7461492f9c857509a24b5');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.97,1,3,0,'209d862199b7461492f9c857509a24b5');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'209d862199b7461492f9c857509a24b5');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.5,1,3,0,'58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "latest_metrics" VALUES('gan_test',0.25,1,3,0,'58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.99,1,3,0,'7e74c50af04c4be2a97658dc1661b29b');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE mcp_access_endpoints (
	id VARCHAR(36) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	server_name VARCHAR(256) NOT NULL, 
	server_version VARCHAR(128), 
	server_alias VARCHAR(256), 
	url VARCHAR(2048) NOT NULL, 
	transport_type VARCHAR(32) DEFAULT 'streamable-http' NOT NULL, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_access_endpoints_pk PRIMARY KEY (id), 
	CONSTRAINT mcp_access_endpoints_server_fkey FOREIGN KEY(workspace, server_name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_aliases (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	alias VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	CONSTRAINT mcp_server_aliases_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT mcp_server_aliases_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_tags_pk PRIMARY KEY (workspace, name, "key"), 
	CONSTRAINT mcp_server_tags_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_version_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_version_tags_pk PRIMARY KEY (workspace, name, version, "key"), 
	CONSTRAINT mcp_server_version_tags_version_fkey FOREIGN KEY(workspace, name, version) REFERENCES mcp_server_versions (workspace, name, version) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_versions (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	version_major INTEGER NOT NULL, 
	version_minor INTEGER NOT NULL, 
	version_patch INTEGER NOT NULL, 
	version_prerelease_sort_key VARCHAR(512) NOT NULL, 
	server_json JSON NOT NULL, 
	status VARCHAR(20) DEFAULT 'draft' NOT NULL, 
	tools JSON, 
	source VARCHAR(512), 
	connect_options JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_server_versions_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT mcp_server_versions_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_servers (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	display_name VARCHAR(256), 
	description TEXT, 
	icons JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_servers_pk PRIMARY KEY (workspace, name)
);
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'1fa9d517791342c998eb1174edb9385b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'1fa9d517791342c998eb1174edb9385b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7012,1,'1fa9d517791342c998eb1174edb9385b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'459b61d80b774cc4855a9566e42ff331',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'459b61d80b774cc4855a9566e42ff331',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7789,1,'459b61d80b774cc4855a9566e42ff331',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.601,1,'459b61d80b774cc4855a9566e42ff331',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'f848b1b20bd148499b7abd9fcf2648f9',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'f848b1b20bd148499b7abd9fcf2648f9',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7198,1,'f848b1b20bd148499b7abd9fcf2648f9',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.733,1,'f848b1b20bd148499b7abd9fcf2648f9',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'3df119fa5a0a4d53bd374424bab55a83',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'3df119fa5a0a4d53bd374424bab55a83',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0101,1,'3df119fa5a0a4d53bd374424bab55a83',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.009,1,'3df119fa5a0a4d53bd374424bab55a83',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'70dbf620d9ab4b3fa699b1379015fa6a',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'70dbf620d9ab4b3fa699b1379015fa6a',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'272851d3fb324be88632786b3adb4353',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'272851d3fb324be88632786b3adb4353',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.6,1,'272851d3fb324be88632786b3adb4353',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.5,1,'272851d3fb324be88632786b3adb4353',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'132a7803fb77431484857212fc3b8282',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'132a7803fb77431484857212fc3b8282',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.605,1,'132a7803fb77431484857212fc3b8282',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.51,1,'132a7803fb77431484857212fc3b8282',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8f0b123727cb4426bde09cb98b999f0c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8f0b123727cb4426bde09cb98b999f0c',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.615,1,'8f0b123727cb4426bde09cb98b999f0c',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.53,1,'8f0b123727cb4426bde09cb98b999f0c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'1377101f70cd4ea781336e7cff0883d0',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'1377101f70cd4ea781336e7cff0883d0',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0908,1,'1377101f70cd4ea781336e7cff0883d0',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.0097,1,'1377101f70cd4ea781336e7cff0883d0',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'fd246da5000f453da238004f8ee53876',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'fd246da5000f453da238004f8ee53876',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.625,1,'fd246da5000f453da238004f8ee53876',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.55,1,'fd246da5000f453da238004f8ee53876',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'e9aa9e30ea0742ed860ef63c24944e0b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'e9aa9e30ea0742ed860ef63c24944e0b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.63,1,'e9aa9e30ea0742ed860ef63c24944e0b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.56,1,'e9aa9e30ea0742ed860ef63c24944e0b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'474adb47c89b40e7ac1daeb493d613e1',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'474adb47c89b40e7ac1daeb493d613e1',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'29532ed5d98e4c4b809e05d9a7d5c4d3',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'29532ed5d98e4c4b809e05d9a7d5c4d3',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.64,1,'29532ed5d98e4c4b809e05d9a7d5c4d3',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.58,1,'29532ed5d98e4c4b809e05d9a7d5c4d3',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'a2505893332a47b2b2008ad2d71b6a78',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'a2505893332a47b2b2008ad2d71b6a78',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'a9e1efa7ebfb4da8aab69b995a1d6005',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'a9e1efa7ebfb4da8aab69b995a1d6005',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.65,1,'a9e1efa7ebfb4da8aab69b995a1d6005',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.6,1,'a9e1efa7ebfb4da8aab69b995a1d6005',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'a28edd6705534998bdf8f4f6495fb13c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'a28edd6705534998bdf8f4f6495fb13c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'f3b352a58bc643d2a9394cd0f9bb624f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'f3b352a58bc643d2a9394cd0f9bb624f',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,'f3b352a58bc643d2a9394cd0f9bb624f',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.62,1,'f3b352a58bc643d2a9394cd0f9bb624f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c8752eed73fd477f8ae901c2fb2b60f6',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c8752eed73fd477f8ae901c2fb2b60f6',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.665,1,'c8752eed73fd477f8ae901c2fb2b60f6',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.63,1,'c8752eed73fd477f8ae901c2fb2b60f6',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'2bd97ea260f147dcb2fc813bcebb6858',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'2bd97ea260f147dcb2fc813bcebb6858',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,'2bd97ea260f147dcb2fc813bcebb6858',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.64,1,'2bd97ea260f147dcb2fc813bcebb6858',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'03c8e8bcc42947d896a907ae8ecd04b1',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'03c8e8bcc42947d896a907ae8ecd04b1',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,'03c8e8bcc42947d896a907ae8ecd04b1',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.65,1,'03c8e8bcc42947d896a907ae8ecd04b1',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8a088a4674fe4c0284b3aa2529991b94',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8a088a4674fe4c0284b3aa2529991b94',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,'8a088a4674fe4c0284b3aa2529991b94',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.66,1,'8a088a4674fe4c0284b3aa2529991b94',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'7ddf748dec0b4fda9c81ca3330325f54',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'7ddf748dec0b4fda9c81ca3330325f54',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,'7ddf748dec0b4fda9c81ca3330325f54',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.67,1,'7ddf748dec0b4fda9c81ca3330325f54',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'308764e2c08842fcbabc9f9992fc4ef7',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'308764e2c08842fcbabc9f9992fc4ef7',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.69,1,'308764e2c08842fcbabc9f9992fc4ef7',3,0);
INSERT INTO "metrics" VALUES('gan_test',6.79999999999999937827e-01,1,'308764e2c08842fcbabc9f9992fc4ef7',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'7413b56a94a64dc0bb913be2a9899e52',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'7413b56a94a64dc0bb913be2a9899e52',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.695,1,'7413b56a94a64dc0bb913be2a9899e52',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.69,1,'7413b56a94a64dc0bb913be2a9899e52',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'b3438d02201b4cd9aeba58a1ba236b7b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'b3438d02201b4cd9aeba58a1ba236b7b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'b3438d02201b4cd9aeba58a1ba236b7b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.7,1,'b3438d02201b4cd9aeba58a1ba236b7b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'122a21c1817643589603db7c2b97c68e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'122a21c1817643589603db7c2b97c68e',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.11,1,'122a21c1817643589603db7c2b97c68e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'d355c547fd5f491b809313c36cc81a7c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'d355c547fd5f491b809313c36cc81a7c',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.9,1,'d355c547fd5f491b809313c36cc81a7c',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'d355c547fd5f491b809313c36cc81a7c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'104b100b017a467eabd171f87a2f2a0f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'104b100b017a467eabd171f87a2f2a0f',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.92,1,'104b100b017a467eabd171f87a2f2a0f',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.86,1,'104b100b017a467eabd171f87a2f2a0f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'209d862199b7461492f9c857509a24b5',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'209d862199b7461492f9c857509a24b5',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.97,1,'209d862199b7461492f9c857509a24b5',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'209d862199b7461492f9c857509a24b5',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'58af0522b75b4964b6dd2c7e86c86197',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'58af0522b75b4964b6dd2c7e86c86197',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.5,1,'58af0522b75b4964b6dd2c7e86c86197',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.25,1,'58af0522b75b4964b6dd2c7e86c86197',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'7e74c50af04c4be2a97658dc1661b29b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'7e74c50af04c4be2a97658dc1661b29b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'7e74c50af04c4be2a97658dc1661b29b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.99,1,'7e74c50af04c4be2a97658dc1661b29b',3,0);
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), 
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('variant','baseline','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('seed','1000','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('dataset','cifar100','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('image_size','32','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('train_size','49000','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('validation_size','1000','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('model','vgg11','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('width','64','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('softplus_beta','10.0','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('epochs','200','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('batch_size','128','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('lr','0.1','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('momentum','0.9','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('weight_decay','0.0005','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('schedule','step','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('milestones','100,150','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('gamma','0.1','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('precision','fp32','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('crop_padding','4','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('flip','True','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "params" VALUES('variant','baseline','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('seed','0','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('dataset','cifar100','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('image_size','32','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('train_size','49000','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('validation_size','1000','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('model','resnet18','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('width','64','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('softplus_beta','10.0','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('epochs','200','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('batch_size','128','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('lr','0.1','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('momentum','0.9','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('weight_decay','0.0005','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('schedule','step','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('milestones','100,150','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('gamma','0.1','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('precision','fp32','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('crop_padding','4','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('flip','True','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "params" VALUES('variant','score_matching','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('lambda','0.001','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('mu','0.0001','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('sigma','0.01','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('estimator','taylor','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('seed','0','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('dataset','cifar100','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('image_size','32','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('train_size','49000','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('validation_size','1000','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('model','resnet18','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('width','64','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('softplus_beta','10.0','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('epochs','200','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('batch_size','128','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('lr','0.1','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('momentum','0.9','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('weight_decay','0.0005','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('schedule','step','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('milestones','100,150','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('gamma','0.1','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('precision','fp32','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('crop_padding','4','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('flip','True','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "params" VALUES('variant','anti_score_matching','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('lambda','0.0001','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('sigma','0.001','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('threshold','1000.0','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('estimator','taylor','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('seed','0','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('dataset','cifar100','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('image_size','32','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('train_size','49000','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('validation_size','1000','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('model','resnet18','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('width','64','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('softplus_beta','10.0','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('epochs','200','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('batch_size','128','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('lr','0.1','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('momentum','0.9','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('weight_decay','0.0005','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('schedule','step','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('milestones','100,150','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('gamma','0.1','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('precision','fp32','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('crop_padding','4','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('flip','True','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "params" VALUES('variant','gradient_norm','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('lambda','0.001','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('seed','0','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('dataset','cifar100','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('image_size','32','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('train_size','49000','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('validation_size','1000','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('model','resnet18','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('width','64','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('softplus_beta','10.0','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('epochs','200','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('batch_size','128','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('lr','0.1','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('momentum','0.9','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('weight_decay','0.0005','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('schedule','step','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('milestones','100,150','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('gamma','0.1','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('precision','fp32','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('crop_padding','4','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('flip','True','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "params" VALUES('variant','baseline','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('seed','1','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('dataset','cifar100','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('image_size','32','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('train_size','49000','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('validation_size','1000','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('model','resnet18','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('width','64','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('softplus_beta','10.0','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('epochs','200','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('batch_size','128','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('lr','0.1','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('momentum','0.9','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('weight_decay','0.0005','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('schedule','step','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('milestones','100,150','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('gamma','0.1','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('precision','fp32','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('crop_padding','4','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('flip','True','272851d3fb324be88632786b3adb4353');
INSERT INTO "params" VALUES('variant','score_matching','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('lambda','0.01','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('mu','0.01','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('sigma','0.01','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('estimator','taylor','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('seed','1','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('dataset','cifar100','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('image_size','32','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('train_size','49000','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('validation_size','1000','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('model','resnet18','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('width','64','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('softplus_beta','10.0','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('epochs','200','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('batch_size','128','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('lr','0.1','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('momentum','0.9','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('weight_decay','0.0005','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('schedule','step','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('milestones','100,150','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('gamma','0.1','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('precision','fp32','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('crop_padding','4','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('flip','True','132a7803fb77431484857212fc3b8282');
INSERT INTO "params" VALUES('variant','score_matching','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('lambda','0.01','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('mu','0.0001','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('sigma','0.01','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('estimator','taylor','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('seed','1','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('dataset','cifar100','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('image_size','32','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('train_size','49000','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('validation_size','1000','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('model','resnet18','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('width','64','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('softplus_beta','10.0','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('epochs','200','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('batch_size','128','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('lr','0.1','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('momentum','0.9','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('weight_decay','0.0005','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('schedule','step','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('milestones','100,150','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('gamma','0.1','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('precision','fp32','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('crop_padding','4','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('flip','True','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "params" VALUES('variant','score_matching','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('lambda','0.01','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('mu','1e-05','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('sigma','0.01','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('estimator','taylor','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('seed','1','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('dataset','cifar100','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('image_size','32','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('train_size','49000','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('validation_size','1000','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('model','resnet18','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('width','64','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('softplus_beta','10.0','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('epochs','200','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('batch_size','128','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('lr','0.1','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('momentum','0.9','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('weight_decay','0.0005','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('schedule','step','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('milestones','100,150','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('gamma','0.1','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('precision','fp32','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('crop_padding','4','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('flip','True','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "params" VALUES('variant','score_matching','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('lambda','0.001','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('mu','0.01','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('sigma','0.01','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('estimator','taylor','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('seed','1','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('dataset','cifar100','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('image_size','32','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('train_size','49000','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('validation_size','1000','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('model','resnet18','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('width','64','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('softplus_beta','10.0','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('epochs','200','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('batch_size','128','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('lr','0.1','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('momentum','0.9','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('weight_decay','0.0005','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('schedule','step','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('milestones','100,150','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('gamma','0.1','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('precision','fp32','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('crop_padding','4','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('flip','True','fd246da5000f453da238004f8ee53876');
INSERT INTO "params" VALUES('variant','score_matching','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('lambda','0.001','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('mu','0.001','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('sigma','0.01','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('estimator','taylor','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('seed','1','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('dataset','cifar100','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('image_size','32','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('train_size','49000','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('validation_size','1000','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('model','resnet18','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('width','64','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('softplus_beta','10.0','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('epochs','200','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('batch_size','128','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('lr','0.1','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('momentum','0.9','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('weight_decay','0.0005','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('schedule','step','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('milestones','100,150','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('gamma','0.1','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('precision','fp32','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('crop_padding','4','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('flip','True','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "params" VALUES('variant','score_matching','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('lambda','0.001','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('mu','0.0001','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('sigma','0.01','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('estimator','taylor','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('seed','1','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('dataset','cifar100','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('image_size','32','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('train_size','49000','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('validation_size','1000','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('model','resnet18','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('width','64','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('softplus_beta','10.0','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('epochs','200','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('batch_size','128','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('lr','0.1','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('momentum','0.9','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('weight_decay','0.0005','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('schedule','step','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('milestones','100,150','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('gamma','0.1','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('precision','fp32','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('crop_padding','4','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('flip','True','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "params" VALUES('variant','score_matching','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('lambda','0.001','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('mu','1e-05','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('sigma','0.01','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('estimator','taylor','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('seed','1','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('dataset','cifar100','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('image_size','32','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('train_size','49000','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('validation_size','1000','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('model','resnet18','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('width','64','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('softplus_beta','10.0','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('epochs','200','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('batch_size','128','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('lr','0.1','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('momentum','0.9','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('weight_decay','0.0005','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('schedule','step','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('milestones','100,150','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('gamma','0.1','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('precision','fp32','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('crop_padding','4','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('flip','True','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "params" VALUES('variant','score_matching','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('lambda','0.0001','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('mu','0.01','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('sigma','0.01','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('estimator','taylor','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('seed','1','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('dataset','cifar100','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('image_size','32','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('train_size','49000','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('validation_size','1000','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('model','resnet18','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('width','64','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('softplus_beta','10.0','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('epochs','200','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('batch_size','128','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('lr','0.1','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('momentum','0.9','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('weight_decay','0.0005','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('schedule','step','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('milestones','100,150','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('gamma','0.1','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('precision','fp32','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('crop_padding','4','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('flip','True','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "params" VALUES('variant','score_matching','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('lambda','0.0001','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('mu','0.001','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('sigma','0.01','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('estimator','taylor','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('seed','1','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('dataset','cifar100','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('image_size','32','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('train_size','49000','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('validation_size','1000','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('model','resnet18','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('width','64','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('softplus_beta','10.0','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('epochs','200','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('batch_size','128','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('lr','0.1','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('momentum','0.9','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('weight_decay','0.0005','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('schedule','step','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('milestones','100,150','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('gamma','0.1','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('precision','fp32','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('crop_padding','4','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('flip','True','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "params" VALUES('variant','score_matching','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('lambda','0.0001','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('mu','0.0001','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('sigma','0.01','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('estimator','taylor','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('seed','1','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('dataset','cifar100','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('image_size','32','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('train_size','49000','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('validation_size','1000','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('model','resnet18','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('width','64','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('softplus_beta','10.0','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('epochs','200','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('batch_size','128','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('lr','0.1','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('momentum','0.9','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('weight_decay','0.0005','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('schedule','step','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('milestones','100,150','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('gamma','0.1','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('precision','fp32','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('crop_padding','4','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('flip','True','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "params" VALUES('variant','score_matching','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('lambda','0.0001','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('mu','1e-05','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('sigma','0.01','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('estimator','taylor','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('seed','1','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('dataset','cifar100','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('image_size','32','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('train_size','49000','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('validation_size','1000','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('model','resnet18','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('width','64','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('softplus_beta','10.0','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('epochs','200','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('batch_size','128','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('lr','0.1','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('momentum','0.9','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('weight_decay','0.0005','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('schedule','step','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('milestones','100,150','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('gamma','0.1','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('precision','fp32','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('crop_padding','4','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('flip','True','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "params" VALUES('variant','score_matching','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('lambda','1e-05','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('mu','0.01','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('sigma','0.01','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('estimator','taylor','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('seed','1','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('dataset','cifar100','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('image_size','32','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('train_size','49000','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('validation_size','1000','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('model','resnet18','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('width','64','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('softplus_beta','10.0','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('epochs','200','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('batch_size','128','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('lr','0.1','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('momentum','0.9','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('weight_decay','0.0005','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('schedule','step','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('milestones','100,150','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('gamma','0.1','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('precision','fp32','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('crop_padding','4','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('flip','True','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "params" VALUES('variant','score_matching','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('lambda','1e-05','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('mu','0.001','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('sigma','0.01','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('estimator','taylor','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('seed','1','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('dataset','cifar100','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('image_size','32','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('train_size','49000','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('validation_size','1000','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('model','resnet18','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('width','64','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('softplus_beta','10.0','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('epochs','200','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('batch_size','128','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('lr','0.1','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('momentum','0.9','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('weight_decay','0.0005','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('schedule','step','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('milestones','100,150','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('gamma','0.1','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('precision','fp32','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('crop_padding','4','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('flip','True','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "params" VALUES('variant','score_matching','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('lambda','1e-05','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('mu','0.0001','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('sigma','0.01','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('estimator','taylor','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('seed','1','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('dataset','cifar100','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('image_size','32','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('train_size','49000','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('validation_size','1000','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('model','resnet18','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('width','64','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('softplus_beta','10.0','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('epochs','200','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('batch_size','128','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('lr','0.1','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('momentum','0.9','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('weight_decay','0.0005','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('schedule','step','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('milestones','100,150','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('gamma','0.1','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('precision','fp32','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('crop_padding','4','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('flip','True','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "params" VALUES('variant','score_matching','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('lambda','1e-05','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('mu','1e-05','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('sigma','0.01','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('estimator','taylor','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('seed','1','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('dataset','cifar100','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('image_size','32','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('train_size','49000','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('validation_size','1000','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('model','resnet18','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('width','64','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('softplus_beta','10.0','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('epochs','200','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('batch_size','128','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('lr','0.1','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('momentum','0.9','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('weight_decay','0.0005','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('schedule','step','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('milestones','100,150','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('gamma','0.1','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('precision','fp32','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('crop_padding','4','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('flip','True','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "params" VALUES('variant','score_matching','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('lambda','1e-06','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('mu','0.01','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('sigma','0.01','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('estimator','taylor','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('seed','1','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('dataset','cifar100','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('image_size','32','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('train_size','49000','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('validation_size','1000','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('model','resnet18','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('width','64','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('softplus_beta','10.0','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('epochs','200','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('batch_size','128','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('lr','0.1','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('momentum','0.9','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('weight_decay','0.0005','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('schedule','step','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('milestones','100,150','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('gamma','0.1','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('precision','fp32','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('crop_padding','4','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('flip','True','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "params" VALUES('variant','score_matching','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('lambda','1e-06','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('mu','0.001','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('sigma','0.01','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('estimator','taylor','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('seed','1','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('dataset','cifar100','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('image_size','32','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('train_size','49000','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('validation_size','1000','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('model','resnet18','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('width','64','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('softplus_beta','10.0','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('epochs','200','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('batch_size','128','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('lr','0.1','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('momentum','0.9','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('weight_decay','0.0005','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('schedule','step','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('milestones','100,150','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('gamma','0.1','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('precision','fp32','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('crop_padding','4','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('flip','True','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "params" VALUES('variant','score_matching','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('lambda','1e-06','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('mu','0.0001','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('sigma','0.01','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('estimator','taylor','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('seed','1','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('dataset','cifar100','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('image_size','32','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('train_size','49000','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('validation_size','1000','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('model','resnet18','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('width','64','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('softplus_beta','10.0','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('epochs','200','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('batch_size','128','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('lr','0.1','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('momentum','0.9','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('weight_decay','0.0005','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('schedule','step','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('milestones','100,150','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('gamma','0.1','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('precision','fp32','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('crop_padding','4','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('flip','True','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "params" VALUES('variant','score_matching','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('lambda','1e-06','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('mu','1e-05','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('sigma','0.01','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('estimator','taylor','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('seed','1','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('dataset','cifar100','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('image_size','32','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('train_size','49000','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('validation_size','1000','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('model','resnet18','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('width','64','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('softplus_beta','10.0','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('epochs','200','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('batch_size','128','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('lr','0.1','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('momentum','0.9','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('weight_decay','0.0005','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('schedule','step','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('milestones','100,150','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('gamma','0.1','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('precision','fp32','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('crop_padding','4','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('flip','True','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "params" VALUES('variant','baseline','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('seed','1000','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('dataset','digits','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('image_size','8','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('train_size','1237','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('validation_size','200','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('model','vgg11','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('width','8','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('softplus_beta','10.0','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('epochs','15','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('batch_size','64','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('lr','0.05','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('momentum','0.9','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('weight_decay','0.0005','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('schedule','one_cycle','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('precision','fp32','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('crop_padding','1','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('flip','False','122a21c1817643589603db7c2b97c68e');
INSERT INTO "params" VALUES('variant','baseline','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('seed','0','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('dataset','digits','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('image_size','8','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('train_size','1237','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('validation_size','200','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('model','resnet9','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('width','8','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('softplus_beta','10.0','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('epochs','15','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('batch_size','64','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('lr','0.05','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('momentum','0.9','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('weight_decay','0.0005','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('schedule','one_cycle','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('precision','fp32','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('crop_padding','1','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('flip','False','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "params" VALUES('variant','baseline','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('seed','1','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('dataset','digits','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('image_size','8','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('train_size','1237','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('validation_size','200','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('model','resnet9','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('width','8','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('softplus_beta','10.0','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('epochs','15','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('batch_size','64','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('lr','0.05','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('momentum','0.9','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('weight_decay','0.0005','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('schedule','one_cycle','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('precision','fp32','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('crop_padding','1','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('flip','False','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "params" VALUES('variant','baseline','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('seed','2','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('dataset','digits','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('image_size','8','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('train_size','1237','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('validation_size','200','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('model','resnet9','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('width','8','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('softplus_beta','10.0','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('epochs','15','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('batch_size','64','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('lr','0.05','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('momentum','0.9','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('weight_decay','0.0005','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('schedule','one_cycle','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('precision','fp32','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('crop_padding','1','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('flip','False','209d862199b7461492f9c857509a24b5');
INSERT INTO "params" VALUES('variant','gradient_norm','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('lambda','0.001','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('seed','0','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('dataset','digits','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('image_size','8','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('train_size','1237','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('validation_size','200','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('model','resnet9','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('width','8','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('softplus_beta','10.0','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('epochs','15','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('batch_size','64','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('lr','0.05','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('momentum','0.9','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('weight_decay','0.0005','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('schedule','one_cycle','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('precision','fp32','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('crop_padding','1','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('flip','False','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "params" VALUES('variant','gradient_norm','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('lambda','0.001','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('seed','1','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('dataset','digits','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('image_size','8','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('train_size','1237','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('validation_size','200','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('model','resnet9','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('width','8','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('softplus_beta','10.0','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('epochs','15','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('batch_size','64','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('lr','0.05','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('momentum','0.9','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('weight_decay','0.0005','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('schedule','one_cycle','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('precision','fp32','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('crop_padding','1','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "params" VALUES('flip','False','7e74c50af04c4be2a97658dc1661b29b');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
CREATE TABLE review_queue_items (
	queue_id VARCHAR(36) NOT NULL, 
	item_type VARCHAR(16) NOT NULL, 
	item_id VARCHAR(50) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	completed_by VARCHAR(250), 
	completed_time_ms BIGINT, 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	CONSTRAINT review_queue_items_pk PRIMARY KEY (queue_id, item_id), 
	CONSTRAINT fk_review_queue_items_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_label_schemas (
	queue_id VARCHAR(36) NOT NULL, 
	schema_id VARCHAR(36) NOT NULL, 
	CONSTRAINT review_queue_label_schemas_pk PRIMARY KEY (queue_id, schema_id), 
	CONSTRAINT fk_review_queue_label_schemas_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_users (
	queue_id VARCHAR(36) NOT NULL, 
	user_id VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queue_users_pk PRIMARY KEY (queue_id, user_id), 
	CONSTRAINT fk_review_queue_users_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queues (
	queue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	queue_type VARCHAR(16) NOT NULL, 
	created_by VARCHAR(255), 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	name_key VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queues_pk PRIMARY KEY (queue_id), 
	CONSTRAINT fk_review_queues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_review_queues_experiment_name_key UNIQUE (experiment_id, name_key)
);
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('ef38f3948d814eae8ffe87c4425a05fd','golden-table1','UNKNOWN','','','unknown','FINISHED',1795401028141,1795401028438,'','active','file://{ROOT}/artifacts/golden-table1/ef38f3948d814eae8ffe87c4425a05fd/artifacts',1,NULL);
INSERT INTO "runs" VALUES('1fa9d517791342c998eb1174edb9385b','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795401028190,1795401028231,'','active','file://{ROOT}/artifacts/golden-table1/1fa9d517791342c998eb1174edb9385b/artifacts',1,NULL);
INSERT INTO "runs" VALUES('459b61d80b774cc4855a9566e42ff331','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795401028246,1795401028289,'','active','file://{ROOT}/artifacts/golden-table1/459b61d80b774cc4855a9566e42ff331/artifacts',1,NULL);
INSERT INTO "runs" VALUES('f848b1b20bd148499b7abd9fcf2648f9','trial: score_matching λ=0.001 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795401028300,1795401028339,'','active','file://{ROOT}/artifacts/golden-table1/f848b1b20bd148499b7abd9fcf2648f9/artifacts',1,NULL);
INSERT INTO "runs" VALUES('3df119fa5a0a4d53bd374424bab55a83','trial: anti_score_matching λ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795401028351,1795401028395,'','active','file://{ROOT}/artifacts/golden-table1/3df119fa5a0a4d53bd374424bab55a83/artifacts',1,NULL);
INSERT INTO "runs" VALUES('70dbf620d9ab4b3fa699b1379015fa6a','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FAILED',1795401028407,1795401028434,'','active','file://{ROOT}/artifacts/golden-table1/70dbf620d9ab4b3fa699b1379015fa6a/artifacts',1,NULL);
INSERT INTO "runs" VALUES('a66de196862c4ff28c85f9ac861ef618','golden-table2','UNKNOWN','','','unknown','FINISHED',1795401028467,1795401029754,'','active','file://{ROOT}/artifacts/golden-table2/a66de196862c4ff28c85f9ac861ef618/artifacts',2,NULL);
INSERT INTO "runs" VALUES('272851d3fb324be88632786b3adb4353','trial: baseline seed=1','UNKNOWN','','','unknown','FINISHED',1795401028498,1795401028544,'','active','file://{ROOT}/artifacts/golden-table2/272851d3fb324be88632786b3adb4353/artifacts',2,NULL);
INSERT INTO "runs" VALUES('132a7803fb77431484857212fc3b8282','trial: score_matching λ=0.01 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028556,1795401028596,'','active','file://{ROOT}/artifacts/golden-table2/132a7803fb77431484857212fc3b8282/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8f0b123727cb4426bde09cb98b999f0c','trial: score_matching λ=0.01 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028618,1795401028661,'','active','file://{ROOT}/artifacts/golden-table2/8f0b123727cb4426bde09cb98b999f0c/artifacts',2,NULL);
INSERT INTO "runs" VALUES('1377101f70cd4ea781336e7cff0883d0','trial: score_matching λ=0.01 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028673,1795401028741,'','active','file://{ROOT}/artifacts/golden-table2/1377101f70cd4ea781336e7cff0883d0/artifacts',2,NULL);
INSERT INTO "runs" VALUES('fd246da5000f453da238004f8ee53876','trial: score_matching λ=0.001 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028753,1795401028793,'','active','file://{ROOT}/artifacts/golden-table2/fd246da5000f453da238004f8ee53876/artifacts',2,NULL);
INSERT INTO "runs" VALUES('e9aa9e30ea0742ed860ef63c24944e0b','trial: score_matching λ=0.001 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028805,1795401028849,'','active','file://{ROOT}/artifacts/golden-table2/e9aa9e30ea0742ed860ef63c24944e0b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('474adb47c89b40e7ac1daeb493d613e1','trial: score_matching λ=0.001 μ=0.0001 seed=1','UNKNOWN','','','unknown','FAILED',1795401028862,1795401028900,'','active','file://{ROOT}/artifacts/golden-table2/474adb47c89b40e7ac1daeb493d613e1/artifacts',2,NULL);
INSERT INTO "runs" VALUES('29532ed5d98e4c4b809e05d9a7d5c4d3','trial: score_matching λ=0.001 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795401028914,1795401028964,'','active','file://{ROOT}/artifacts/golden-table2/29532ed5d98e4c4b809e05d9a7d5c4d3/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a2505893332a47b2b2008ad2d71b6a78','trial: score_matching λ=0.0001 μ=0.01 seed=1','UNKNOWN','','','unknown','RUNNING',1795401028980,NULL,'','active','file://{ROOT}/artifacts/golden-table2/a2505893332a47b2b2008ad2d71b6a78/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a9e1efa7ebfb4da8aab69b995a1d6005','trial: score_matching λ=0.0001 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029022,1795401029074,'','active','file://{ROOT}/artifacts/golden-table2/a9e1efa7ebfb4da8aab69b995a1d6005/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a28edd6705534998bdf8f4f6495fb13c','trial: score_matching λ=0.0001 μ=0.0001 seed=1','UNKNOWN','','','unknown','KILLED',1795401029090,1795401029122,'','active','file://{ROOT}/artifacts/golden-table2/a28edd6705534998bdf8f4f6495fb13c/artifacts',2,NULL);
INSERT INTO "runs" VALUES('f3b352a58bc643d2a9394cd0f9bb624f','trial: score_matching λ=0.0001 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029135,1795401029184,'','active','file://{ROOT}/artifacts/golden-table2/f3b352a58bc643d2a9394cd0f9bb624f/artifacts',2,NULL);
INSERT INTO "runs" VALUES('c8752eed73fd477f8ae901c2fb2b60f6','trial: score_matching λ=1e-05 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029199,1795401029256,'','active','file://{ROOT}/artifacts/golden-table2/c8752eed73fd477f8ae901c2fb2b60f6/artifacts',2,NULL);
INSERT INTO "runs" VALUES('2bd97ea260f147dcb2fc813bcebb6858','trial: score_matching λ=1e-05 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029273,1795401029336,'','active','file://{ROOT}/artifacts/golden-table2/2bd97ea260f147dcb2fc813bcebb6858/artifacts',2,NULL);
INSERT INTO "runs" VALUES('03c8e8bcc42947d896a907ae8ecd04b1','trial: score_matching λ=1e-05 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029354,1795401029419,'','active','file://{ROOT}/artifacts/golden-table2/03c8e8bcc42947d896a907ae8ecd04b1/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8a088a4674fe4c0284b3aa2529991b94','trial: score_matching λ=1e-05 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029434,1795401029479,'','active','file://{ROOT}/artifacts/golden-table2/8a088a4674fe4c0284b3aa2529991b94/artifacts',2,NULL);
INSERT INTO "runs" VALUES('7ddf748dec0b4fda9c81ca3330325f54','trial: score_matching λ=1e-06 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029491,1795401029540,'','active','file://{ROOT}/artifacts/golden-table2/7ddf748dec0b4fda9c81ca3330325f54/artifacts',2,NULL);
INSERT INTO "runs" VALUES('308764e2c08842fcbabc9f9992fc4ef7','trial: score_matching λ=1e-06 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029552,1795401029601,'','active','file://{ROOT}/artifacts/golden-table2/308764e2c08842fcbabc9f9992fc4ef7/artifacts',2,NULL);
INSERT INTO "runs" VALUES('7413b56a94a64dc0bb913be2a9899e52','trial: score_matching λ=1e-06 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029616,1795401029680,'','active','file://{ROOT}/artifacts/golden-table2/7413b56a94a64dc0bb913be2a9899e52/artifacts',2,NULL);
INSERT INTO "runs" VALUES('b3438d02201b4cd9aeba58a1ba236b7b','trial: score_matching λ=1e-06 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795401029701,1795401029750,'','active','file://{ROOT}/artifacts/golden-table2/b3438d02201b4cd9aeba58a1ba236b7b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a2b95fe63def4329b12c26a0ed3522ca','golden-seeds','UNKNOWN','','','unknown','FINISHED',1795401029778,1795401030185,'','active','file://{ROOT}/artifacts/golden-seeds/a2b95fe63def4329b12c26a0ed3522ca/artifacts',3,NULL);
INSERT INTO "runs" VALUES('122a21c1817643589603db7c2b97c68e','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795401029806,1795401029856,'','active','file://{ROOT}/artifacts/golden-seeds/122a21c1817643589603db7c2b97c68e/artifacts',3,NULL);
INSERT INTO "runs" VALUES('d355c547fd5f491b809313c36cc81a7c','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795401029867,1795401029914,'','active','file://{ROOT}/artifacts/golden-seeds/d355c547fd5f491b809313c36cc81a7c/artifacts',3,NULL);
INSERT INTO "runs" VALUES('104b100b017a467eabd171f87a2f2a0f','trial: baseline seed=1','UNKNOWN','','','unknown','FINISHED',1795401029927,1795401029971,'','active','file://{ROOT}/artifacts/golden-seeds/104b100b017a467eabd171f87a2f2a0f/artifacts',3,NULL);
INSERT INTO "runs" VALUES('209d862199b7461492f9c857509a24b5','trial: baseline seed=2','UNKNOWN','','','unknown','FINISHED',1795401029989,1795401030046,'','active','file://{ROOT}/artifacts/golden-seeds/209d862199b7461492f9c857509a24b5/artifacts',3,NULL);
INSERT INTO "runs" VALUES('58af0522b75b4964b6dd2c7e86c86197','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795401030059,1795401030107,'','active','file://{ROOT}/artifacts/golden-seeds/58af0522b75b4964b6dd2c7e86c86197/artifacts',3,NULL);
INSERT INTO "runs" VALUES('7e74c50af04c4be2a97658dc1661b29b','trial: gradient_norm λ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795401030124,1795401030179,'','active','file://{ROOT}/artifacts/golden-seeds/7e74c50af04c4be2a97658dc1661b29b/artifacts',3,NULL);
CREATE TABLE scheduler_leases (
	lease_key VARCHAR(255) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	ttl_seconds INTEGER NOT NULL, 
	CONSTRAINT scheduler_leases_pk PRIMARY KEY (lease_key)
);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
CREATE TABLE "spans" (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	input_cost FLOAT, 
	output_cost FLOAT, 
	total_cost FLOAT, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE sql_assessment_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_assessment_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_span_cost_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_span_cost_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_metric_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	trace_status VARCHAR(50), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	p50_value FLOAT, 
	p90_value FLOAT, 
	p99_value FLOAT, 
	CONSTRAINT sql_trace_metric_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_rollup_rebuild_queue (
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	rollup_family VARCHAR(50) NOT NULL, 
	CONSTRAINT sql_trace_rollup_rebuild_queue_pk PRIMARY KEY (experiment_id, rollup_day, rollup_family)
);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('scoresweep.role','sweep','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table1','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 1 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','ef38f3948d814eae8ffe87c4425a05fd');
INSERT INTO "tags" VALUES('scoresweep.trial_key','fa695fd0e0f8be32e53ab76c89cd156102d9d8e7a8607f2f738ed4a9fe2c3dbc','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.role','judge','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','ef38f3948d814eae8ffe87c4425a05fd','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7012','1fa9d517791342c998eb1174edb9385b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','3e68d02d6694101f95f8bb4b0abfed425b65aa2474d4dbfdf923d7edb22696fa','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.role','trial','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.seed','0','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('mlflow.parentRunId','ef38f3948d814eae8ffe87c4425a05fd','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7789','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.601','459b61d80b774cc4855a9566e42ff331');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ac8c2bd2ac585855db9b503a118f9e113129af8b5897369f55cf259298d6560d','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.role','trial','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.seed','0','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('mlflow.parentRunId','ef38f3948d814eae8ffe87c4425a05fd','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=0','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7198','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.733','f848b1b20bd148499b7abd9fcf2648f9');
INSERT INTO "tags" VALUES('scoresweep.trial_key','377cc0e3f70ded6c1a266cf50dd657780b5a18567ef713b67835393c7c6445ba','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.role','trial','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.variant','anti_score_matching','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.seed','0','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('mlflow.parentRunId','ef38f3948d814eae8ffe87c4425a05fd','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('mlflow.runName','trial: anti_score_matching λ=0.0001 seed=0','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.0101','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.009','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','3df119fa5a0a4d53bd374424bab55a83');
INSERT INTO "tags" VALUES('scoresweep.trial_key','dc4e3a73878afcc783631e6d135d3c6b727b58e2dd2c8dabd81d1193910808fa','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.role','trial','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.seed','0','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('mlflow.parentRunId','ef38f3948d814eae8ffe87c4425a05fd','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','70dbf620d9ab4b3fa699b1379015fa6a');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table2','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 2 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a66de196862c4ff28c85f9ac861ef618');
INSERT INTO "tags" VALUES('scoresweep.trial_key','cbe9675514b8289f61d3bf8f70a6a3a70945f959334d5bf2a7c19dafc326b6d8','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.role','trial','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.seed','1','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=1','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.5','272851d3fb324be88632786b3adb4353');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8600b1fed99e898c0da48ad1b3a9bd65a64586cd402127f92bef9ec99af8395a','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.role','trial','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.seed','1','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.01 seed=1','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.605','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.51','132a7803fb77431484857212fc3b8282');
INSERT INTO "tags" VALUES('scoresweep.trial_key','b79f6caba890f3758440df797fee0015ed8a392f7112d427a7e532481ffdac29','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.seed','1','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.0001 seed=1','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.615','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.53','8f0b123727cb4426bde09cb98b999f0c');
INSERT INTO "tags" VALUES('scoresweep.trial_key','52664755a6593f16142eaf8a9669dab6eabad5b69aa036f67fc32c39bebd2b6c','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.role','trial','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.seed','1','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=1e-05 seed=1','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.0908','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.0097','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','1377101f70cd4ea781336e7cff0883d0');
INSERT INTO "tags" VALUES('scoresweep.trial_key','505e0c482eefbb71d2461f69e9323d6330b5118cf546bd51f5721d2ec64eb075','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.role','trial','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.seed','1','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.01 seed=1','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.625','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.55','fd246da5000f453da238004f8ee53876');
INSERT INTO "tags" VALUES('scoresweep.trial_key','7de48efa8ec0b4e86bff458cd6153bb21ca408876384878b2e41a2fdfdf26ef0','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.seed','1','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.001 seed=1','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.63','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.56','e9aa9e30ea0742ed860ef63c24944e0b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','e06461f95758970e6333143b1516e2b2d1154a37f29869a54f49fb0e8f604501','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.role','trial','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.seed','1','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=1','474adb47c89b40e7ac1daeb493d613e1');
INSERT INTO "tags" VALUES('scoresweep.trial_key','88af0766a5a31a98c53a3aa8a020caf3ea92395c917dde70989451db3c149c3a','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.role','trial','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.seed','1','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=1e-05 seed=1','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.64','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.58','29532ed5d98e4c4b809e05d9a7d5c4d3');
INSERT INTO "tags" VALUES('scoresweep.trial_key','2a176e72a098833cda86cace775d049ebe91b890eaac45d437b6a0758581d5d4','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.role','trial','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.seed','1','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.01 seed=1','a2505893332a47b2b2008ad2d71b6a78');
INSERT INTO "tags" VALUES('scoresweep.trial_key','d62c02889f5aec2b224a375ed33a52d5c1a326dc5e86e4b23a9cd172085db5fa','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.role','trial','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.seed','1','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.001 seed=1','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.65','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.6','a9e1efa7ebfb4da8aab69b995a1d6005');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1d3eb7e72ce38e36297dc294de428eeff78403217490ced92cbef9fc3b637077','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.role','trial','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.seed','1','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.0001 seed=1','a28edd6705534998bdf8f4f6495fb13c');
INSERT INTO "tags" VALUES('scoresweep.trial_key','a2f08cc9744cd75c5881aa5e17d23d80bb16e53da44d09f75c315c018d05d2c0','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.seed','1','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=1e-05 seed=1','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6599999999999999','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.62','f3b352a58bc643d2a9394cd0f9bb624f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','cd51169542eee99a45f9894d3794d94127fd8a0ab062a691706e0483f2e951a5','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.role','trial','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.seed','1','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.01 seed=1','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.665','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.63','c8752eed73fd477f8ae901c2fb2b60f6');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ff74f8a843ed5caeaebdcf84c35e7eea1f87b2872b6098a6840fd52f03e38192','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.role','trial','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.seed','1','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.001 seed=1','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6699999999999999','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.64','2bd97ea260f147dcb2fc813bcebb6858');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8b48048633607a3baed29e90457c906975615f4fba191981e11751cd35158e08','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.role','trial','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.seed','1','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.0001 seed=1','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6749999999999999','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.65','03c8e8bcc42947d896a907ae8ecd04b1');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8f226594e62fd014dbc0f70683846fa1a727e48246ebf13834958fe775a491bd','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.seed','1','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=1e-05 seed=1','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6799999999999999','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.66','8a088a4674fe4c0284b3aa2529991b94');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1c8fb49f60481ea295e44cf74ad0430151c8e9a72b415b007b1e195ed4eb77ac','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.role','trial','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.seed','1','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.01 seed=1','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6849999999999999','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.67','7ddf748dec0b4fda9c81ca3330325f54');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8b477fcb509489c0e23a583c00ed827d7b2cb6a2982e29de0ab84d753015ff99','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.role','trial','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.seed','1','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.001 seed=1','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.69','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.6799999999999999','308764e2c08842fcbabc9f9992fc4ef7');
INSERT INTO "tags" VALUES('scoresweep.trial_key','13b03f6eb4bf555ee5ceac3c60faf8403ff67f9090b35fd84af1870fad980cdc','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.role','trial','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.seed','1','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.0001 seed=1','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.695','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.69','7413b56a94a64dc0bb913be2a9899e52');
INSERT INTO "tags" VALUES('scoresweep.trial_key','9a265884e21133651d4d85acbfca1f18d13e32bd57216eb9cd1e844bac019673','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.seed','1','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a66de196862c4ff28c85f9ac861ef618','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=1e-05 seed=1','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.7','b3438d02201b4cd9aeba58a1ba236b7b');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('mlflow.runName','golden-seeds','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('mlflow.note.content','The four variants on scikit-learn''s digits, small enough for a laptop.','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a2b95fe63def4329b12c26a0ed3522ca');
INSERT INTO "tags" VALUES('scoresweep.trial_key','9cff4a307f18aea4b0d54fa9cde53c5dd20fa731e0bf3c853bc61ff6a5a10fb8','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.role','judge','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.11','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','122a21c1817643589603db7c2b97c68e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','a9340acdbea7855c62ed01a363d13fbd494df432bff75a4e976de7dead1932a4','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.role','trial','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.seed','0','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.9','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.8','d355c547fd5f491b809313c36cc81a7c');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0907445c3a5fd1786192122c7b7ac9d071295ac6a9034baa837ecc106d4c236e','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.seed','1','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=1','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.92','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.86','104b100b017a467eabd171f87a2f2a0f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0afc8d5cbee6a521a19279d572e25e565ea5a1da66db5b0a3be55e6c67812f02','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.role','trial','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.seed','2','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=2','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.97','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.8','209d862199b7461492f9c857509a24b5');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1061a17af586444e98b6c5c5cde8955dae371a6a3cece6d4255701a1800a11ad','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.role','trial','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.seed','0','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.5','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.25','58af0522b75b4964b6dd2c7e86c86197');
INSERT INTO "tags" VALUES('scoresweep.trial_key','4a35cd152d9e878271d2ad000af3110f8f850e75b3b583d6edc628a3e1cf2d65','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.seed','1','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','a2b95fe63def4329b12c26a0ed3522ca','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1bdf008c576e8aaefda2257eb8eb0660adcb307a','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=1','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','another','7e74c50af04c4be2a97658dc1661b29b');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.another','0.99','7e74c50af04c4be2a97658dc1661b29b');
CREATE TABLE "trace_info" (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	client_request_id VARCHAR(50), 
	request_preview VARCHAR(1000), 
	response_preview VARCHAR(1000), 
	db_payload_generation INTEGER DEFAULT '0' NOT NULL, trace_name VARCHAR(4096), session_id VARCHAR(250), input_tokens BIGINT, output_tokens BIGINT, total_tokens BIGINT, cache_read_input_tokens BIGINT, cache_creation_input_tokens BIGINT, cache_creation_input_tokens_above_1hr BIGINT, input_cost FLOAT, output_cost FLOAT, total_cost FLOAT, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, trace_archival_location TEXT, trace_archival_retention VARCHAR(32), 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES('default','Default workspace for legacy resources',NULL,NULL,NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_endpoint_model_mappings_endpoint_id ON endpoint_model_mappings (endpoint_id);
CREATE INDEX index_endpoint_model_mappings_model_definition_id ON endpoint_model_mappings (model_definition_id);
CREATE INDEX index_endpoint_tags_endpoint_id ON endpoint_tags (endpoint_id);
CREATE INDEX index_trace_metrics_request_id ON trace_metrics (request_id);
CREATE UNIQUE INDEX unique_endpoint_model_linkage_mapping ON endpoint_model_mappings (endpoint_id, model_definition_id, linkage_type);
CREATE INDEX index_span_metrics_trace_id_span_id ON span_metrics (trace_id, span_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
CREATE INDEX index_model_definitions_secret_id ON model_definitions (secret_id);
CREATE INDEX index_model_definitions_provider ON model_definitions (provider);
CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, workspace, status, creation_time);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_registered_models_workspace ON registered_models (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX idx_evaluation_datasets_workspace ON evaluation_datasets (workspace);
CREATE INDEX idx_webhooks_workspace ON webhooks (workspace);
CREATE INDEX idx_secrets_workspace ON secrets (workspace);
CREATE INDEX idx_endpoints_workspace ON endpoints (workspace);
CREATE INDEX idx_model_definitions_workspace ON model_definitions (workspace);
CREATE INDEX idx_budget_policies_workspace ON budget_policies (workspace);
CREATE INDEX index_issues_experiment_id ON issues (experiment_id);
CREATE INDEX index_issues_source_run_id ON issues (source_run_id);
CREATE INDEX index_issues_status ON issues (status);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
CREATE INDEX idx_guardrails_workspace ON guardrails (workspace);
CREATE INDEX idx_guardrails_scorer ON guardrails (scorer_id, scorer_version);
CREATE INDEX idx_guardrail_configs_endpoint_id ON guardrail_configs (endpoint_id);
CREATE INDEX idx_guardrail_configs_guardrail_id ON guardrail_configs (guardrail_id);
CREATE INDEX idx_model_version_tags_workspace_name_version ON model_version_tags (workspace, name, version);
CREATE INDEX idx_registered_model_tags_workspace_name ON registered_model_tags (workspace, name);
CREATE INDEX index_label_schemas_experiment_id ON label_schemas (experiment_id);
CREATE INDEX index_review_queues_experiment_id ON review_queues (experiment_id);
CREATE INDEX index_review_queue_users_user_id ON review_queue_users (user_id);
CREATE INDEX index_review_queue_items_queue_id_status ON review_queue_items (queue_id, status);
CREATE INDEX index_review_queue_items_item_id ON review_queue_items (item_id);
CREATE INDEX index_review_queue_label_schemas_schema_id ON review_queue_label_schemas (schema_id);
CREATE INDEX idx_mcp_server_versions_latest ON mcp_server_versions (workspace, name, status, version_major DESC, version_minor DESC, version_patch DESC);
CREATE INDEX ix_mcp_access_endpoints_server_name ON mcp_access_endpoints (workspace, server_name);
CREATE INDEX ix_mcp_access_endpoints_version ON mcp_access_endpoints (workspace, server_name, server_version);
CREATE INDEX ix_mcp_access_endpoints_alias ON mcp_access_endpoints (workspace, server_name, server_alias);
CREATE INDEX idx_budget_policies_target_value ON budget_policies (target_value);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_info_timestamp_ms_request_id ON trace_info (timestamp_ms, request_id);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_spans_experiment_id_start_time ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_trace_info_experiment_id_session_id ON trace_info (experiment_id, session_id);
CREATE INDEX idx_trace_rollups_lookup ON sql_trace_metric_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, trace_status);
CREATE INDEX idx_span_cost_rollups_lookup ON sql_span_cost_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, model_name, model_provider);
CREATE INDEX idx_assessment_rollups_lookup ON sql_assessment_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set);
CREATE INDEX idx_spans_cost_trace_time_cover ON spans (trace_id, start_time_unix_nano);
CREATE INDEX idx_spans_cost_exp_time_cover ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX idx_assessments_exp_trace_ts ON assessments (experiment_id, trace_timestamp_ms);
CREATE INDEX idx_assessments_exp_trace_ts_name ON assessments (experiment_id, trace_timestamp_ms, name);
CREATE INDEX idx_assessments_exp_name_valid ON assessments (experiment_id, name, valid);
CREATE INDEX index_job_locks_job_id ON job_locks (job_id);
CREATE INDEX index_jobs_status_lease_expires_at ON jobs (status, lease_expires_at);
COMMIT;
