return await TokenBridge.Host.Commands.ServiceCommand.RunAsync(args);
