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
INSERT INTO "experiments" VALUES(0,'Default','{ROOT}/mlruns/0','active',1795389641089,1795389641089,'default');
INSERT INTO "experiments" VALUES(1,'golden-table1','file://{ROOT}/artifacts/golden-table1','active',1795389641126,1795389641126,'default');
INSERT INTO "experiments" VALUES(2,'golden-table2','file://{ROOT}/artifacts/golden-table2','active',1795389641636,1795389641636,'default');
INSERT INTO "experiments" VALUES(3,'golden-seeds','file://{ROOT}/artifacts/golden-seeds','active',1795389643226,1795389643226,'default');
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
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7012,1,3,0,'5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7789,1,3,0,'8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "latest_metrics" VALUES('gan_test',0.601,1,3,0,'8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7198,1,3,0,'2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "latest_metrics" VALUES('gan_test',0.733,1,3,0,'2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0101,1,3,0,'d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "latest_metrics" VALUES('gan_test',0.009,1,3,0,'d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.6,1,3,0,'7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.5,1,3,0,'7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.605,1,3,0,'816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "latest_metrics" VALUES('gan_test',0.51,1,3,0,'816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.615,1,3,0,'b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "latest_metrics" VALUES('gan_test',0.53,1,3,0,'b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0908,1,3,0,'68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "latest_metrics" VALUES('gan_test',0.0097,1,3,0,'68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.625,1,3,0,'79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "latest_metrics" VALUES('gan_test',0.55,1,3,0,'79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.63,1,3,0,'9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "latest_metrics" VALUES('gan_test',0.56,1,3,0,'9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c1da088639b04943a163f116424857d3');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c1da088639b04943a163f116424857d3');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.64,1,3,0,'8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "latest_metrics" VALUES('gan_test',0.58,1,3,0,'8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'02b72930c98a4a589b820fd9a092665b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'02b72930c98a4a589b820fd9a092665b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.65,1,3,0,'3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "latest_metrics" VALUES('gan_test',0.6,1,3,0,'3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'00832767cbfd4036939445fed74f0d44');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'00832767cbfd4036939445fed74f0d44');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'867198322692477fb00dfc478a831644');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'867198322692477fb00dfc478a831644');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,3,0,'867198322692477fb00dfc478a831644');
INSERT INTO "latest_metrics" VALUES('gan_test',0.62,1,3,0,'867198322692477fb00dfc478a831644');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'6abaef737ff14130977d299e0e63a25d');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'6abaef737ff14130977d299e0e63a25d');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.665,1,3,0,'6abaef737ff14130977d299e0e63a25d');
INSERT INTO "latest_metrics" VALUES('gan_test',0.63,1,3,0,'6abaef737ff14130977d299e0e63a25d');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,3,0,'e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "latest_metrics" VALUES('gan_test',0.64,1,3,0,'e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,3,0,'a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "latest_metrics" VALUES('gan_test',0.65,1,3,0,'a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,3,0,'d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "latest_metrics" VALUES('gan_test',0.66,1,3,0,'d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'ff36894e32134afc975da13d7adba992');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'ff36894e32134afc975da13d7adba992');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,3,0,'ff36894e32134afc975da13d7adba992');
INSERT INTO "latest_metrics" VALUES('gan_test',0.67,1,3,0,'ff36894e32134afc975da13d7adba992');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.69,1,3,0,'6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "latest_metrics" VALUES('gan_test',6.79999999999999937827e-01,1,3,0,'6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.695,1,3,0,'30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "latest_metrics" VALUES('gan_test',0.69,1,3,0,'30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "latest_metrics" VALUES('gan_test',0.7,1,3,0,'51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.11,1,3,0,'c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.9,1,3,0,'c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.92,1,3,0,'9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "latest_metrics" VALUES('gan_test',0.86,1,3,0,'9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.97,1,3,0,'d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'6e235965ce7345438ac05ca70e943578');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'6e235965ce7345438ac05ca70e943578');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.5,1,3,0,'6e235965ce7345438ac05ca70e943578');
INSERT INTO "latest_metrics" VALUES('gan_test',0.25,1,3,0,'6e235965ce7345438ac05ca70e943578');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "latest_metrics" VALUES('gan_test',0.99,1,3,0,'e0ccd542c7ac4678ad2326ccb44f96f4');
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
INSERT INTO "metrics" VALUES('epoch',3.0,1,'5c7e54829cff4c68a3ae70aa68a84487',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'5c7e54829cff4c68a3ae70aa68a84487',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7012,1,'5c7e54829cff4c68a3ae70aa68a84487',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8a8f79bf65fa4f5686cc977b24525c0c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8a8f79bf65fa4f5686cc977b24525c0c',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7789,1,'8a8f79bf65fa4f5686cc977b24525c0c',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.601,1,'8a8f79bf65fa4f5686cc977b24525c0c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'2f3326aba00842f0a725deb2d78d6a4f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'2f3326aba00842f0a725deb2d78d6a4f',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7198,1,'2f3326aba00842f0a725deb2d78d6a4f',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.733,1,'2f3326aba00842f0a725deb2d78d6a4f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'d2d6bfdb75074f1890c4ad588f17a864',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'d2d6bfdb75074f1890c4ad588f17a864',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0101,1,'d2d6bfdb75074f1890c4ad588f17a864',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.009,1,'d2d6bfdb75074f1890c4ad588f17a864',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'b654ac9781444cfdadd97fd920022ed9',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'b654ac9781444cfdadd97fd920022ed9',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'7016eb48ee244252ae8dec66fdc1086b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'7016eb48ee244252ae8dec66fdc1086b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.6,1,'7016eb48ee244252ae8dec66fdc1086b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.5,1,'7016eb48ee244252ae8dec66fdc1086b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'816a469911da46cbbb3fb021e7ed344d',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'816a469911da46cbbb3fb021e7ed344d',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.605,1,'816a469911da46cbbb3fb021e7ed344d',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.51,1,'816a469911da46cbbb3fb021e7ed344d',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'b6dec5e9f47841338e2feb3c25489d73',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'b6dec5e9f47841338e2feb3c25489d73',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.615,1,'b6dec5e9f47841338e2feb3c25489d73',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.53,1,'b6dec5e9f47841338e2feb3c25489d73',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'68245eeea3d14ff29348639e3065bfe0',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'68245eeea3d14ff29348639e3065bfe0',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0908,1,'68245eeea3d14ff29348639e3065bfe0',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.0097,1,'68245eeea3d14ff29348639e3065bfe0',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'79cc0ef721cf448a82ac1a548c12e433',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'79cc0ef721cf448a82ac1a548c12e433',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.625,1,'79cc0ef721cf448a82ac1a548c12e433',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.55,1,'79cc0ef721cf448a82ac1a548c12e433',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'9bd51f9747b54118b4827f202f8d7acb',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'9bd51f9747b54118b4827f202f8d7acb',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.63,1,'9bd51f9747b54118b4827f202f8d7acb',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.56,1,'9bd51f9747b54118b4827f202f8d7acb',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c1da088639b04943a163f116424857d3',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c1da088639b04943a163f116424857d3',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8b6c3114b1974b1e96cbe11d1e8dad95',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8b6c3114b1974b1e96cbe11d1e8dad95',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.64,1,'8b6c3114b1974b1e96cbe11d1e8dad95',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.58,1,'8b6c3114b1974b1e96cbe11d1e8dad95',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'02b72930c98a4a589b820fd9a092665b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'02b72930c98a4a589b820fd9a092665b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'3c967eafa61142a2a276ccfd1b6e7351',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'3c967eafa61142a2a276ccfd1b6e7351',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.65,1,'3c967eafa61142a2a276ccfd1b6e7351',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.6,1,'3c967eafa61142a2a276ccfd1b6e7351',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'00832767cbfd4036939445fed74f0d44',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'00832767cbfd4036939445fed74f0d44',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'867198322692477fb00dfc478a831644',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'867198322692477fb00dfc478a831644',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,'867198322692477fb00dfc478a831644',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.62,1,'867198322692477fb00dfc478a831644',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'6abaef737ff14130977d299e0e63a25d',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'6abaef737ff14130977d299e0e63a25d',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.665,1,'6abaef737ff14130977d299e0e63a25d',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.63,1,'6abaef737ff14130977d299e0e63a25d',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'e6317bb3d7da404098633e41457c7dcb',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'e6317bb3d7da404098633e41457c7dcb',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,'e6317bb3d7da404098633e41457c7dcb',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.64,1,'e6317bb3d7da404098633e41457c7dcb',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'a4ae60d8381d4bb8816dffeea2b56181',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'a4ae60d8381d4bb8816dffeea2b56181',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,'a4ae60d8381d4bb8816dffeea2b56181',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.65,1,'a4ae60d8381d4bb8816dffeea2b56181',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'d02733497f3c4c2d9458b9cdb82c2f37',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'d02733497f3c4c2d9458b9cdb82c2f37',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,'d02733497f3c4c2d9458b9cdb82c2f37',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.66,1,'d02733497f3c4c2d9458b9cdb82c2f37',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'ff36894e32134afc975da13d7adba992',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'ff36894e32134afc975da13d7adba992',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,'ff36894e32134afc975da13d7adba992',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.67,1,'ff36894e32134afc975da13d7adba992',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'6614bb48a5d44ed9b202d30e4b8b13f0',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'6614bb48a5d44ed9b202d30e4b8b13f0',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.69,1,'6614bb48a5d44ed9b202d30e4b8b13f0',3,0);
INSERT INTO "metrics" VALUES('gan_test',6.79999999999999937827e-01,1,'6614bb48a5d44ed9b202d30e4b8b13f0',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'30691a5fcfeb4ddc85a376177b1e5f2f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'30691a5fcfeb4ddc85a376177b1e5f2f',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.695,1,'30691a5fcfeb4ddc85a376177b1e5f2f',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.69,1,'30691a5fcfeb4ddc85a376177b1e5f2f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'51ed76cdc70447c5a48cc0104a72460c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'51ed76cdc70447c5a48cc0104a72460c',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'51ed76cdc70447c5a48cc0104a72460c',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.7,1,'51ed76cdc70447c5a48cc0104a72460c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c01e3955bc8b4f67b58c3384263de56c',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c01e3955bc8b4f67b58c3384263de56c',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.11,1,'c01e3955bc8b4f67b58c3384263de56c',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c63e8cd97bd6439a94d4515b326b7e90',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c63e8cd97bd6439a94d4515b326b7e90',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.9,1,'c63e8cd97bd6439a94d4515b326b7e90',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'c63e8cd97bd6439a94d4515b326b7e90',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'9ea97a1743e44d979f5948d9db0dfe4f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'9ea97a1743e44d979f5948d9db0dfe4f',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.92,1,'9ea97a1743e44d979f5948d9db0dfe4f',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.86,1,'9ea97a1743e44d979f5948d9db0dfe4f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'d83a3fb6e4c844ee85cb6ea97bd836cd',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'d83a3fb6e4c844ee85cb6ea97bd836cd',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.97,1,'d83a3fb6e4c844ee85cb6ea97bd836cd',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'d83a3fb6e4c844ee85cb6ea97bd836cd',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'6e235965ce7345438ac05ca70e943578',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'6e235965ce7345438ac05ca70e943578',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.5,1,'6e235965ce7345438ac05ca70e943578',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.25,1,'6e235965ce7345438ac05ca70e943578',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'e0ccd542c7ac4678ad2326ccb44f96f4',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'e0ccd542c7ac4678ad2326ccb44f96f4',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'e0ccd542c7ac4678ad2326ccb44f96f4',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.99,1,'e0ccd542c7ac4678ad2326ccb44f96f4',3,0);
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
INSERT INTO "params" VALUES('variant','baseline','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('seed','1000','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('dataset','cifar100','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('image_size','32','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('train_size','49000','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('validation_size','1000','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('model','vgg11','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('width','64','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('softplus_beta','10.0','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('epochs','200','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('batch_size','128','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('lr','0.1','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('momentum','0.9','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('weight_decay','0.0005','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('schedule','step','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('milestones','100,150','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('gamma','0.1','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('precision','fp32','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('crop_padding','4','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('flip','True','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "params" VALUES('variant','baseline','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('seed','0','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('dataset','cifar100','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('image_size','32','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('train_size','49000','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('validation_size','1000','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('model','resnet18','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('width','64','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('softplus_beta','10.0','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('epochs','200','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('batch_size','128','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('lr','0.1','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('momentum','0.9','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('weight_decay','0.0005','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('schedule','step','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('milestones','100,150','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('gamma','0.1','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('precision','fp32','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('crop_padding','4','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('flip','True','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "params" VALUES('variant','score_matching','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('lambda','0.001','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('mu','0.0001','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('sigma','0.01','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('estimator','taylor','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('seed','0','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('dataset','cifar100','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('image_size','32','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('train_size','49000','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('validation_size','1000','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('model','resnet18','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('width','64','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('softplus_beta','10.0','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('epochs','200','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('batch_size','128','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('lr','0.1','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('momentum','0.9','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('weight_decay','0.0005','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('schedule','step','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('milestones','100,150','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('gamma','0.1','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('precision','fp32','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('crop_padding','4','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('flip','True','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "params" VALUES('variant','anti_score_matching','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('lambda','0.0001','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('sigma','0.001','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('threshold','1000.0','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('estimator','taylor','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('seed','0','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('dataset','cifar100','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('image_size','32','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('train_size','49000','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('validation_size','1000','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('model','resnet18','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('width','64','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('softplus_beta','10.0','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('epochs','200','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('batch_size','128','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('lr','0.1','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('momentum','0.9','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('weight_decay','0.0005','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('schedule','step','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('milestones','100,150','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('gamma','0.1','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('precision','fp32','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('crop_padding','4','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('flip','True','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "params" VALUES('variant','gradient_norm','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('lambda','0.001','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('seed','0','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('dataset','cifar100','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('image_size','32','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('train_size','49000','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('validation_size','1000','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('model','resnet18','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('width','64','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('softplus_beta','10.0','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('epochs','200','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('batch_size','128','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('lr','0.1','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('momentum','0.9','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('weight_decay','0.0005','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('schedule','step','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('milestones','100,150','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('gamma','0.1','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('precision','fp32','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('crop_padding','4','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('flip','True','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "params" VALUES('variant','baseline','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('seed','1','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('dataset','cifar100','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('image_size','32','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('train_size','49000','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('validation_size','1000','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('model','resnet18','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('width','64','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('softplus_beta','10.0','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('epochs','200','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('batch_size','128','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('lr','0.1','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('momentum','0.9','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('weight_decay','0.0005','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('schedule','step','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('milestones','100,150','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('gamma','0.1','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('precision','fp32','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('crop_padding','4','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('flip','True','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "params" VALUES('variant','score_matching','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('lambda','0.01','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('mu','0.01','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('sigma','0.01','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('estimator','taylor','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('seed','1','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('dataset','cifar100','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('image_size','32','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('train_size','49000','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('validation_size','1000','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('model','resnet18','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('width','64','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('softplus_beta','10.0','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('epochs','200','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('batch_size','128','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('lr','0.1','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('momentum','0.9','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('weight_decay','0.0005','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('schedule','step','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('milestones','100,150','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('gamma','0.1','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('precision','fp32','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('crop_padding','4','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('flip','True','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "params" VALUES('variant','score_matching','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('lambda','0.01','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('mu','0.0001','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('sigma','0.01','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('estimator','taylor','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('seed','1','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('dataset','cifar100','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('image_size','32','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('train_size','49000','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('validation_size','1000','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('model','resnet18','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('width','64','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('softplus_beta','10.0','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('epochs','200','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('batch_size','128','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('lr','0.1','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('momentum','0.9','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('weight_decay','0.0005','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('schedule','step','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('milestones','100,150','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('gamma','0.1','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('precision','fp32','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('crop_padding','4','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('flip','True','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "params" VALUES('variant','score_matching','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('lambda','0.01','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('mu','1e-05','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('sigma','0.01','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('estimator','taylor','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('seed','1','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('dataset','cifar100','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('image_size','32','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('train_size','49000','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('validation_size','1000','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('model','resnet18','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('width','64','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('softplus_beta','10.0','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('epochs','200','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('batch_size','128','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('lr','0.1','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('momentum','0.9','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('weight_decay','0.0005','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('schedule','step','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('milestones','100,150','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('gamma','0.1','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('precision','fp32','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('crop_padding','4','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('flip','True','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "params" VALUES('variant','score_matching','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('lambda','0.001','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('mu','0.01','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('sigma','0.01','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('estimator','taylor','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('seed','1','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('dataset','cifar100','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('image_size','32','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('train_size','49000','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('validation_size','1000','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('model','resnet18','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('width','64','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('softplus_beta','10.0','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('epochs','200','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('batch_size','128','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('lr','0.1','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('momentum','0.9','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('weight_decay','0.0005','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('schedule','step','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('milestones','100,150','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('gamma','0.1','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('precision','fp32','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('crop_padding','4','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('flip','True','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "params" VALUES('variant','score_matching','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('lambda','0.001','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('mu','0.001','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('sigma','0.01','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('estimator','taylor','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('seed','1','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('dataset','cifar100','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('image_size','32','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('train_size','49000','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('validation_size','1000','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('model','resnet18','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('width','64','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('softplus_beta','10.0','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('epochs','200','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('batch_size','128','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('lr','0.1','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('momentum','0.9','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('weight_decay','0.0005','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('schedule','step','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('milestones','100,150','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('gamma','0.1','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('precision','fp32','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('crop_padding','4','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('flip','True','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "params" VALUES('variant','score_matching','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('lambda','0.001','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('mu','0.0001','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('sigma','0.01','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('estimator','taylor','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('seed','1','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('dataset','cifar100','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('image_size','32','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('train_size','49000','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('validation_size','1000','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('model','resnet18','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('width','64','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('softplus_beta','10.0','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('epochs','200','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('batch_size','128','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('lr','0.1','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('momentum','0.9','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('weight_decay','0.0005','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('schedule','step','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('milestones','100,150','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('gamma','0.1','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('precision','fp32','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('crop_padding','4','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('flip','True','c1da088639b04943a163f116424857d3');
INSERT INTO "params" VALUES('variant','score_matching','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('lambda','0.001','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('mu','1e-05','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('sigma','0.01','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('estimator','taylor','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('seed','1','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('dataset','cifar100','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('image_size','32','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('train_size','49000','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('validation_size','1000','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('model','resnet18','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('width','64','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('softplus_beta','10.0','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('epochs','200','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('batch_size','128','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('lr','0.1','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('momentum','0.9','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('weight_decay','0.0005','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('schedule','step','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('milestones','100,150','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('gamma','0.1','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('precision','fp32','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('crop_padding','4','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('flip','True','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "params" VALUES('variant','score_matching','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('lambda','0.0001','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('mu','0.01','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('sigma','0.01','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('estimator','taylor','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('seed','1','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('dataset','cifar100','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('image_size','32','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('train_size','49000','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('validation_size','1000','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('model','resnet18','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('width','64','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('softplus_beta','10.0','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('epochs','200','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('batch_size','128','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('lr','0.1','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('momentum','0.9','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('weight_decay','0.0005','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('schedule','step','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('milestones','100,150','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('gamma','0.1','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('precision','fp32','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('crop_padding','4','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('flip','True','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "params" VALUES('variant','score_matching','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('lambda','0.0001','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('mu','0.001','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('sigma','0.01','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('estimator','taylor','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('seed','1','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('dataset','cifar100','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('image_size','32','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('train_size','49000','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('validation_size','1000','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('model','resnet18','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('width','64','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('softplus_beta','10.0','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('epochs','200','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('batch_size','128','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('lr','0.1','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('momentum','0.9','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('weight_decay','0.0005','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('schedule','step','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('milestones','100,150','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('gamma','0.1','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('precision','fp32','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('crop_padding','4','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('flip','True','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "params" VALUES('variant','score_matching','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('lambda','0.0001','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('mu','0.0001','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('sigma','0.01','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('estimator','taylor','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('seed','1','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('dataset','cifar100','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('image_size','32','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('train_size','49000','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('validation_size','1000','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('model','resnet18','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('width','64','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('softplus_beta','10.0','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('epochs','200','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('batch_size','128','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('lr','0.1','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('momentum','0.9','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('weight_decay','0.0005','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('schedule','step','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('milestones','100,150','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('gamma','0.1','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('precision','fp32','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('crop_padding','4','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('flip','True','00832767cbfd4036939445fed74f0d44');
INSERT INTO "params" VALUES('variant','score_matching','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('lambda','0.0001','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('mu','1e-05','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('sigma','0.01','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('estimator','taylor','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('seed','1','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('dataset','cifar100','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('image_size','32','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('train_size','49000','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('validation_size','1000','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('model','resnet18','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('width','64','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('softplus_beta','10.0','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('epochs','200','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('batch_size','128','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('lr','0.1','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('momentum','0.9','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('weight_decay','0.0005','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('schedule','step','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('milestones','100,150','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('gamma','0.1','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('precision','fp32','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('crop_padding','4','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('flip','True','867198322692477fb00dfc478a831644');
INSERT INTO "params" VALUES('variant','score_matching','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('lambda','1e-05','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('mu','0.01','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('sigma','0.01','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('estimator','taylor','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('seed','1','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('dataset','cifar100','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('image_size','32','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('train_size','49000','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('validation_size','1000','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('model','resnet18','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('width','64','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('softplus_beta','10.0','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('epochs','200','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('batch_size','128','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('lr','0.1','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('momentum','0.9','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('weight_decay','0.0005','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('schedule','step','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('milestones','100,150','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('gamma','0.1','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('precision','fp32','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('crop_padding','4','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('flip','True','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "params" VALUES('variant','score_matching','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('lambda','1e-05','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('mu','0.001','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('sigma','0.01','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('estimator','taylor','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('seed','1','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('dataset','cifar100','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('image_size','32','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('train_size','49000','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('validation_size','1000','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('model','resnet18','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('width','64','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('softplus_beta','10.0','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('epochs','200','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('batch_size','128','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('lr','0.1','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('momentum','0.9','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('weight_decay','0.0005','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('schedule','step','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('milestones','100,150','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('gamma','0.1','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('precision','fp32','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('crop_padding','4','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('flip','True','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "params" VALUES('variant','score_matching','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('lambda','1e-05','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('mu','0.0001','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('sigma','0.01','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('estimator','taylor','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('seed','1','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('dataset','cifar100','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('image_size','32','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('train_size','49000','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('validation_size','1000','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('model','resnet18','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('width','64','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('softplus_beta','10.0','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('epochs','200','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('batch_size','128','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('lr','0.1','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('momentum','0.9','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('weight_decay','0.0005','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('schedule','step','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('milestones','100,150','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('gamma','0.1','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('precision','fp32','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('crop_padding','4','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('flip','True','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "params" VALUES('variant','score_matching','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('lambda','1e-05','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('mu','1e-05','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('sigma','0.01','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('estimator','taylor','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('seed','1','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('dataset','cifar100','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('image_size','32','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('train_size','49000','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('validation_size','1000','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('model','resnet18','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('width','64','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('softplus_beta','10.0','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('epochs','200','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('batch_size','128','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('lr','0.1','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('momentum','0.9','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('weight_decay','0.0005','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('schedule','step','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('milestones','100,150','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('gamma','0.1','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('precision','fp32','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('crop_padding','4','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('flip','True','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "params" VALUES('variant','score_matching','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('lambda','1e-06','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('mu','0.01','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('sigma','0.01','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('estimator','taylor','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('seed','1','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('dataset','cifar100','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('image_size','32','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('train_size','49000','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('validation_size','1000','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('model','resnet18','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('width','64','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('softplus_beta','10.0','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('epochs','200','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('batch_size','128','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('lr','0.1','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('momentum','0.9','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('weight_decay','0.0005','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('schedule','step','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('milestones','100,150','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('gamma','0.1','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('precision','fp32','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('crop_padding','4','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('flip','True','ff36894e32134afc975da13d7adba992');
INSERT INTO "params" VALUES('variant','score_matching','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('lambda','1e-06','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('mu','0.001','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('sigma','0.01','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('estimator','taylor','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('seed','1','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('dataset','cifar100','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('image_size','32','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('train_size','49000','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('validation_size','1000','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('model','resnet18','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('width','64','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('softplus_beta','10.0','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('epochs','200','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('batch_size','128','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('lr','0.1','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('momentum','0.9','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('weight_decay','0.0005','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('schedule','step','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('milestones','100,150','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('gamma','0.1','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('precision','fp32','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('crop_padding','4','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('flip','True','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "params" VALUES('variant','score_matching','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('lambda','1e-06','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('mu','0.0001','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('sigma','0.01','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('estimator','taylor','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('seed','1','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('dataset','cifar100','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('image_size','32','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('train_size','49000','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('validation_size','1000','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('model','resnet18','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('width','64','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('softplus_beta','10.0','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('epochs','200','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('batch_size','128','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('lr','0.1','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('momentum','0.9','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('weight_decay','0.0005','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('schedule','step','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('milestones','100,150','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('gamma','0.1','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('precision','fp32','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('crop_padding','4','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('flip','True','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "params" VALUES('variant','score_matching','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('lambda','1e-06','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('mu','1e-05','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('sigma','0.01','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('estimator','taylor','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('seed','1','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('dataset','cifar100','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('image_size','32','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('train_size','49000','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('validation_size','1000','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('model','resnet18','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('width','64','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('softplus_beta','10.0','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('epochs','200','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('batch_size','128','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('lr','0.1','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('momentum','0.9','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('weight_decay','0.0005','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('schedule','step','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('milestones','100,150','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('gamma','0.1','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('precision','fp32','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('crop_padding','4','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('flip','True','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "params" VALUES('variant','baseline','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('seed','1000','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('dataset','digits','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('image_size','8','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('train_size','1237','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('validation_size','200','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('model','vgg11','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('width','8','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('softplus_beta','10.0','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('epochs','15','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('batch_size','64','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('lr','0.05','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('momentum','0.9','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('weight_decay','0.0005','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('schedule','one_cycle','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('precision','fp32','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('crop_padding','1','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('flip','False','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "params" VALUES('variant','baseline','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('seed','0','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('dataset','digits','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('image_size','8','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('train_size','1237','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('validation_size','200','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('model','resnet9','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('width','8','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('softplus_beta','10.0','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('epochs','15','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('batch_size','64','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('lr','0.05','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('momentum','0.9','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('weight_decay','0.0005','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('schedule','one_cycle','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('precision','fp32','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('crop_padding','1','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('flip','False','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "params" VALUES('variant','baseline','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('seed','1','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('dataset','digits','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('image_size','8','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('train_size','1237','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('validation_size','200','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('model','resnet9','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('width','8','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('softplus_beta','10.0','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('epochs','15','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('batch_size','64','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('lr','0.05','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('momentum','0.9','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('weight_decay','0.0005','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('schedule','one_cycle','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('precision','fp32','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('crop_padding','1','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('flip','False','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "params" VALUES('variant','baseline','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('seed','2','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('dataset','digits','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('image_size','8','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('train_size','1237','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('validation_size','200','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('model','resnet9','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('width','8','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('softplus_beta','10.0','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('epochs','15','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('batch_size','64','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('lr','0.05','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('momentum','0.9','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('weight_decay','0.0005','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('schedule','one_cycle','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('precision','fp32','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('crop_padding','1','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('flip','False','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "params" VALUES('variant','gradient_norm','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('lambda','0.001','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('seed','0','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('dataset','digits','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('image_size','8','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('train_size','1237','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('validation_size','200','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('model','resnet9','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('width','8','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('softplus_beta','10.0','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('epochs','15','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('batch_size','64','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('lr','0.05','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('momentum','0.9','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('weight_decay','0.0005','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('schedule','one_cycle','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('precision','fp32','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('crop_padding','1','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('flip','False','6e235965ce7345438ac05ca70e943578');
INSERT INTO "params" VALUES('variant','gradient_norm','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('lambda','0.001','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('seed','1','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('dataset','digits','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('image_size','8','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('train_size','1237','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('validation_size','200','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('model','resnet9','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('width','8','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('softplus_beta','10.0','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('epochs','15','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('batch_size','64','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('lr','0.05','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('momentum','0.9','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('weight_decay','0.0005','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('schedule','one_cycle','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('precision','fp32','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('crop_padding','1','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "params" VALUES('flip','False','e0ccd542c7ac4678ad2326ccb44f96f4');
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
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('da0b7b04ab7d4d4488fb425de3256412','golden-table1','UNKNOWN','','','unknown','FINISHED',1795389641156,1795389641612,'','active','file://{ROOT}/artifacts/golden-table1/da0b7b04ab7d4d4488fb425de3256412/artifacts',1,NULL);
INSERT INTO "runs" VALUES('5c7e54829cff4c68a3ae70aa68a84487','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795389641229,1795389641294,'','active','file://{ROOT}/artifacts/golden-table1/5c7e54829cff4c68a3ae70aa68a84487/artifacts',1,NULL);
INSERT INTO "runs" VALUES('8a8f79bf65fa4f5686cc977b24525c0c','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795389641318,1795389641382,'','active','file://{ROOT}/artifacts/golden-table1/8a8f79bf65fa4f5686cc977b24525c0c/artifacts',1,NULL);
INSERT INTO "runs" VALUES('2f3326aba00842f0a725deb2d78d6a4f','trial: score_matching λ=0.001 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795389641398,1795389641454,'','active','file://{ROOT}/artifacts/golden-table1/2f3326aba00842f0a725deb2d78d6a4f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('d2d6bfdb75074f1890c4ad588f17a864','trial: anti_score_matching λ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795389641472,1795389641539,'','active','file://{ROOT}/artifacts/golden-table1/d2d6bfdb75074f1890c4ad588f17a864/artifacts',1,NULL);
INSERT INTO "runs" VALUES('b654ac9781444cfdadd97fd920022ed9','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FAILED',1795389641556,1795389641598,'','active','file://{ROOT}/artifacts/golden-table1/b654ac9781444cfdadd97fd920022ed9/artifacts',1,NULL);
INSERT INTO "runs" VALUES('4f9d7eb4cc8146c781c0e4934caade9b','golden-table2','UNKNOWN','','','unknown','FINISHED',1795389641648,1795389643200,'','active','file://{ROOT}/artifacts/golden-table2/4f9d7eb4cc8146c781c0e4934caade9b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('7016eb48ee244252ae8dec66fdc1086b','trial: baseline seed=1','UNKNOWN','','','unknown','FINISHED',1795389641690,1795389641746,'','active','file://{ROOT}/artifacts/golden-table2/7016eb48ee244252ae8dec66fdc1086b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('816a469911da46cbbb3fb021e7ed344d','trial: score_matching λ=0.01 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795389641760,1795389641817,'','active','file://{ROOT}/artifacts/golden-table2/816a469911da46cbbb3fb021e7ed344d/artifacts',2,NULL);
INSERT INTO "runs" VALUES('b6dec5e9f47841338e2feb3c25489d73','trial: score_matching λ=0.01 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389641835,1795389641883,'','active','file://{ROOT}/artifacts/golden-table2/b6dec5e9f47841338e2feb3c25489d73/artifacts',2,NULL);
INSERT INTO "runs" VALUES('68245eeea3d14ff29348639e3065bfe0','trial: score_matching λ=0.01 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795389641899,1795389641962,'','active','file://{ROOT}/artifacts/golden-table2/68245eeea3d14ff29348639e3065bfe0/artifacts',2,NULL);
INSERT INTO "runs" VALUES('79cc0ef721cf448a82ac1a548c12e433','trial: score_matching λ=0.001 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795389641975,1795389642025,'','active','file://{ROOT}/artifacts/golden-table2/79cc0ef721cf448a82ac1a548c12e433/artifacts',2,NULL);
INSERT INTO "runs" VALUES('9bd51f9747b54118b4827f202f8d7acb','trial: score_matching λ=0.001 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642040,1795389642107,'','active','file://{ROOT}/artifacts/golden-table2/9bd51f9747b54118b4827f202f8d7acb/artifacts',2,NULL);
INSERT INTO "runs" VALUES('c1da088639b04943a163f116424857d3','trial: score_matching λ=0.001 μ=0.0001 seed=1','UNKNOWN','','','unknown','FAILED',1795389642123,1795389642163,'','active','file://{ROOT}/artifacts/golden-table2/c1da088639b04943a163f116424857d3/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8b6c3114b1974b1e96cbe11d1e8dad95','trial: score_matching λ=0.001 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642178,1795389642245,'','active','file://{ROOT}/artifacts/golden-table2/8b6c3114b1974b1e96cbe11d1e8dad95/artifacts',2,NULL);
INSERT INTO "runs" VALUES('02b72930c98a4a589b820fd9a092665b','trial: score_matching λ=0.0001 μ=0.01 seed=1','UNKNOWN','','','unknown','RUNNING',1795389642258,NULL,'','active','file://{ROOT}/artifacts/golden-table2/02b72930c98a4a589b820fd9a092665b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('3c967eafa61142a2a276ccfd1b6e7351','trial: score_matching λ=0.0001 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642311,1795389642388,'','active','file://{ROOT}/artifacts/golden-table2/3c967eafa61142a2a276ccfd1b6e7351/artifacts',2,NULL);
INSERT INTO "runs" VALUES('00832767cbfd4036939445fed74f0d44','trial: score_matching λ=0.0001 μ=0.0001 seed=1','UNKNOWN','','','unknown','KILLED',1795389642417,1795389642472,'','active','file://{ROOT}/artifacts/golden-table2/00832767cbfd4036939445fed74f0d44/artifacts',2,NULL);
INSERT INTO "runs" VALUES('867198322692477fb00dfc478a831644','trial: score_matching λ=0.0001 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642492,1795389642564,'','active','file://{ROOT}/artifacts/golden-table2/867198322692477fb00dfc478a831644/artifacts',2,NULL);
INSERT INTO "runs" VALUES('6abaef737ff14130977d299e0e63a25d','trial: score_matching λ=1e-05 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642585,1795389642654,'','active','file://{ROOT}/artifacts/golden-table2/6abaef737ff14130977d299e0e63a25d/artifacts',2,NULL);
INSERT INTO "runs" VALUES('e6317bb3d7da404098633e41457c7dcb','trial: score_matching λ=1e-05 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642670,1795389642739,'','active','file://{ROOT}/artifacts/golden-table2/e6317bb3d7da404098633e41457c7dcb/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a4ae60d8381d4bb8816dffeea2b56181','trial: score_matching λ=1e-05 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642754,1795389642815,'','active','file://{ROOT}/artifacts/golden-table2/a4ae60d8381d4bb8816dffeea2b56181/artifacts',2,NULL);
INSERT INTO "runs" VALUES('d02733497f3c4c2d9458b9cdb82c2f37','trial: score_matching λ=1e-05 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642831,1795389642907,'','active','file://{ROOT}/artifacts/golden-table2/d02733497f3c4c2d9458b9cdb82c2f37/artifacts',2,NULL);
INSERT INTO "runs" VALUES('ff36894e32134afc975da13d7adba992','trial: score_matching λ=1e-06 μ=0.01 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642921,1795389642966,'','active','file://{ROOT}/artifacts/golden-table2/ff36894e32134afc975da13d7adba992/artifacts',2,NULL);
INSERT INTO "runs" VALUES('6614bb48a5d44ed9b202d30e4b8b13f0','trial: score_matching λ=1e-06 μ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389642979,1795389643037,'','active','file://{ROOT}/artifacts/golden-table2/6614bb48a5d44ed9b202d30e4b8b13f0/artifacts',2,NULL);
INSERT INTO "runs" VALUES('30691a5fcfeb4ddc85a376177b1e5f2f','trial: score_matching λ=1e-06 μ=0.0001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389643052,1795389643117,'','active','file://{ROOT}/artifacts/golden-table2/30691a5fcfeb4ddc85a376177b1e5f2f/artifacts',2,NULL);
INSERT INTO "runs" VALUES('51ed76cdc70447c5a48cc0104a72460c','trial: score_matching λ=1e-06 μ=1e-05 seed=1','UNKNOWN','','','unknown','FINISHED',1795389643135,1795389643193,'','active','file://{ROOT}/artifacts/golden-table2/51ed76cdc70447c5a48cc0104a72460c/artifacts',2,NULL);
INSERT INTO "runs" VALUES('14451b13aa354b0796535cb152aa6921','golden-seeds','UNKNOWN','','','unknown','FINISHED',1795389643240,1795389643820,'','active','file://{ROOT}/artifacts/golden-seeds/14451b13aa354b0796535cb152aa6921/artifacts',3,NULL);
INSERT INTO "runs" VALUES('c01e3955bc8b4f67b58c3384263de56c','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795389643283,1795389643350,'','active','file://{ROOT}/artifacts/golden-seeds/c01e3955bc8b4f67b58c3384263de56c/artifacts',3,NULL);
INSERT INTO "runs" VALUES('c63e8cd97bd6439a94d4515b326b7e90','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795389643366,1795389643437,'','active','file://{ROOT}/artifacts/golden-seeds/c63e8cd97bd6439a94d4515b326b7e90/artifacts',3,NULL);
INSERT INTO "runs" VALUES('9ea97a1743e44d979f5948d9db0dfe4f','trial: baseline seed=1','UNKNOWN','','','unknown','FINISHED',1795389643456,1795389643532,'','active','file://{ROOT}/artifacts/golden-seeds/9ea97a1743e44d979f5948d9db0dfe4f/artifacts',3,NULL);
INSERT INTO "runs" VALUES('d83a3fb6e4c844ee85cb6ea97bd836cd','trial: baseline seed=2','UNKNOWN','','','unknown','FINISHED',1795389643552,1795389643631,'','active','file://{ROOT}/artifacts/golden-seeds/d83a3fb6e4c844ee85cb6ea97bd836cd/artifacts',3,NULL);
INSERT INTO "runs" VALUES('6e235965ce7345438ac05ca70e943578','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795389643652,1795389643731,'','active','file://{ROOT}/artifacts/golden-seeds/6e235965ce7345438ac05ca70e943578/artifacts',3,NULL);
INSERT INTO "runs" VALUES('e0ccd542c7ac4678ad2326ccb44f96f4','trial: gradient_norm λ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795389643751,1795389643814,'','active','file://{ROOT}/artifacts/golden-seeds/e0ccd542c7ac4678ad2326ccb44f96f4/artifacts',3,NULL);
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
INSERT INTO "tags" VALUES('scoresweep.role','sweep','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table1','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 1 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','da0b7b04ab7d4d4488fb425de3256412');
INSERT INTO "tags" VALUES('scoresweep.trial_key','fa695fd0e0f8be32e53ab76c89cd156102d9d8e7a8607f2f738ed4a9fe2c3dbc','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.role','judge','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('mlflow.parentRunId','da0b7b04ab7d4d4488fb425de3256412','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7012','5c7e54829cff4c68a3ae70aa68a84487');
INSERT INTO "tags" VALUES('scoresweep.trial_key','3e68d02d6694101f95f8bb4b0abfed425b65aa2474d4dbfdf923d7edb22696fa','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.seed','0','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','da0b7b04ab7d4d4488fb425de3256412','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7789','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.601','8a8f79bf65fa4f5686cc977b24525c0c');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ac8c2bd2ac585855db9b503a118f9e113129af8b5897369f55cf259298d6560d','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.seed','0','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','da0b7b04ab7d4d4488fb425de3256412','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=0','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7198','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.733','2f3326aba00842f0a725deb2d78d6a4f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','377cc0e3f70ded6c1a266cf50dd657780b5a18567ef713b67835393c7c6445ba','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.role','trial','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.variant','anti_score_matching','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.seed','0','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('mlflow.parentRunId','da0b7b04ab7d4d4488fb425de3256412','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('mlflow.runName','trial: anti_score_matching λ=0.0001 seed=0','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.0101','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.151ae23e5efe49d3','0.009','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','d2d6bfdb75074f1890c4ad588f17a864');
INSERT INTO "tags" VALUES('scoresweep.trial_key','dc4e3a73878afcc783631e6d135d3c6b727b58e2dd2c8dabd81d1193910808fa','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.role','trial','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.seed','0','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('mlflow.parentRunId','da0b7b04ab7d4d4488fb425de3256412','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','b654ac9781444cfdadd97fd920022ed9');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table2','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 2 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','4f9d7eb4cc8146c781c0e4934caade9b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','cbe9675514b8289f61d3bf8f70a6a3a70945f959334d5bf2a7c19dafc326b6d8','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.seed','1','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=1','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.5','7016eb48ee244252ae8dec66fdc1086b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8600b1fed99e898c0da48ad1b3a9bd65a64586cd402127f92bef9ec99af8395a','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.role','trial','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.seed','1','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.01 seed=1','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.605','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.51','816a469911da46cbbb3fb021e7ed344d');
INSERT INTO "tags" VALUES('scoresweep.trial_key','b79f6caba890f3758440df797fee0015ed8a392f7112d427a7e532481ffdac29','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.role','trial','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.seed','1','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.0001 seed=1','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.615','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.53','b6dec5e9f47841338e2feb3c25489d73');
INSERT INTO "tags" VALUES('scoresweep.trial_key','52664755a6593f16142eaf8a9669dab6eabad5b69aa036f67fc32c39bebd2b6c','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.role','trial','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.seed','1','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=1e-05 seed=1','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.0908','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.0097','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','68245eeea3d14ff29348639e3065bfe0');
INSERT INTO "tags" VALUES('scoresweep.trial_key','505e0c482eefbb71d2461f69e9323d6330b5118cf546bd51f5721d2ec64eb075','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.role','trial','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.seed','1','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.01 seed=1','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.625','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.55','79cc0ef721cf448a82ac1a548c12e433');
INSERT INTO "tags" VALUES('scoresweep.trial_key','7de48efa8ec0b4e86bff458cd6153bb21ca408876384878b2e41a2fdfdf26ef0','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.role','trial','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.seed','1','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.001 seed=1','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.63','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.56','9bd51f9747b54118b4827f202f8d7acb');
INSERT INTO "tags" VALUES('scoresweep.trial_key','e06461f95758970e6333143b1516e2b2d1154a37f29869a54f49fb0e8f604501','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.role','trial','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.seed','1','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=1','c1da088639b04943a163f116424857d3');
INSERT INTO "tags" VALUES('scoresweep.trial_key','88af0766a5a31a98c53a3aa8a020caf3ea92395c917dde70989451db3c149c3a','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.seed','1','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=1e-05 seed=1','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.64','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.58','8b6c3114b1974b1e96cbe11d1e8dad95');
INSERT INTO "tags" VALUES('scoresweep.trial_key','2a176e72a098833cda86cace775d049ebe91b890eaac45d437b6a0758581d5d4','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.seed','1','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.01 seed=1','02b72930c98a4a589b820fd9a092665b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','d62c02889f5aec2b224a375ed33a52d5c1a326dc5e86e4b23a9cd172085db5fa','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.role','trial','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.seed','1','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.001 seed=1','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.65','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.6','3c967eafa61142a2a276ccfd1b6e7351');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1d3eb7e72ce38e36297dc294de428eeff78403217490ced92cbef9fc3b637077','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.role','trial','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.seed','1','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.0001 seed=1','00832767cbfd4036939445fed74f0d44');
INSERT INTO "tags" VALUES('scoresweep.trial_key','a2f08cc9744cd75c5881aa5e17d23d80bb16e53da44d09f75c315c018d05d2c0','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.role','trial','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.seed','1','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=1e-05 seed=1','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6599999999999999','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.62','867198322692477fb00dfc478a831644');
INSERT INTO "tags" VALUES('scoresweep.trial_key','cd51169542eee99a45f9894d3794d94127fd8a0ab062a691706e0483f2e951a5','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.role','trial','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.seed','1','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.01 seed=1','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.665','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.63','6abaef737ff14130977d299e0e63a25d');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ff74f8a843ed5caeaebdcf84c35e7eea1f87b2872b6098a6840fd52f03e38192','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.role','trial','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.seed','1','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.001 seed=1','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6699999999999999','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.64','e6317bb3d7da404098633e41457c7dcb');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8b48048633607a3baed29e90457c906975615f4fba191981e11751cd35158e08','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.role','trial','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.seed','1','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.0001 seed=1','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6749999999999999','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.65','a4ae60d8381d4bb8816dffeea2b56181');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8f226594e62fd014dbc0f70683846fa1a727e48246ebf13834958fe775a491bd','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.role','trial','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.seed','1','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=1e-05 seed=1','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6799999999999999','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.66','d02733497f3c4c2d9458b9cdb82c2f37');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1c8fb49f60481ea295e44cf74ad0430151c8e9a72b415b007b1e195ed4eb77ac','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.role','trial','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.seed','1','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.01 seed=1','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.6849999999999999','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.67','ff36894e32134afc975da13d7adba992');
INSERT INTO "tags" VALUES('scoresweep.trial_key','8b477fcb509489c0e23a583c00ed827d7b2cb6a2982e29de0ab84d753015ff99','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.role','trial','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.seed','1','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.001 seed=1','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.69','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.6799999999999999','6614bb48a5d44ed9b202d30e4b8b13f0');
INSERT INTO "tags" VALUES('scoresweep.trial_key','13b03f6eb4bf555ee5ceac3c60faf8403ff67f9090b35fd84af1870fad980cdc','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.seed','1','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.0001 seed=1','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.695','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.69','30691a5fcfeb4ddc85a376177b1e5f2f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','9a265884e21133651d4d85acbfca1f18d13e32bd57216eb9cd1e844bac019673','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.role','trial','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.seed','1','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','4f9d7eb4cc8146c781c0e4934caade9b','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=1e-05 seed=1','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.8a5a0880849df383','0.7','51ed76cdc70447c5a48cc0104a72460c');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('mlflow.runName','golden-seeds','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('mlflow.note.content','The four variants on scikit-learn''s digits, small enough for a laptop.','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','14451b13aa354b0796535cb152aa6921');
INSERT INTO "tags" VALUES('scoresweep.trial_key','9cff4a307f18aea4b0d54fa9cde53c5dd20fa731e0bf3c853bc61ff6a5a10fb8','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.role','judge','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.11','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','c01e3955bc8b4f67b58c3384263de56c');
INSERT INTO "tags" VALUES('scoresweep.trial_key','a9340acdbea7855c62ed01a363d13fbd494df432bff75a4e976de7dead1932a4','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.role','trial','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.seed','0','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.9','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.8','c63e8cd97bd6439a94d4515b326b7e90');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0907445c3a5fd1786192122c7b7ac9d071295ac6a9034baa837ecc106d4c236e','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.seed','1','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=1','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.92','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.86','9ea97a1743e44d979f5948d9db0dfe4f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0afc8d5cbee6a521a19279d572e25e565ea5a1da66db5b0a3be55e6c67812f02','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.role','trial','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.seed','2','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=2','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.97','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.8','d83a3fb6e4c844ee85cb6ea97bd836cd');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1061a17af586444e98b6c5c5cde8955dae371a6a3cece6d4255701a1800a11ad','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.role','trial','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.seed','0','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.5','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.c0433a1965bf7943','0.25','6e235965ce7345438ac05ca70e943578');
INSERT INTO "tags" VALUES('scoresweep.trial_key','4a35cd152d9e878271d2ad000af3110f8f850e75b3b583d6edc628a3e1cf2d65','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.role','trial','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.seed','1','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('mlflow.parentRunId','14451b13aa354b0796535cb152aa6921','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','323c0414efd5d86fe5f10b4e8208446f8da8db3f','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=1','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.measured.test_accuracy.328e56a0bfcfc3e6','0.7','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','another','e0ccd542c7ac4678ad2326ccb44f96f4');
INSERT INTO "tags" VALUES('scoresweep.measured.gan_test.another','0.99','e0ccd542c7ac4678ad2326ccb44f96f4');
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
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
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
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX idx_webhooks_name ON webhooks (name);
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
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_start_time ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
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
