"""AWS::Connect resources of CloudFormation, made of the API's own operations."""
