CREATE INDEX "Payment_proofPath_idx" ON "Payment" USING btree ("proofPath") WHERE "proofPath" is not null;--> statement-breakpoint
CREATE INDEX "Refund_evidencePath_idx" ON "Refund" USING btree ("evidencePath") WHERE "evidencePath" is not null;--> statement-breakpoint
CREATE INDEX "OrganizerProfile_idDocPath_idx" ON "OrganizerProfile" USING btree ("idDocPath");