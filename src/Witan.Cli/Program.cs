using Witan.Cli;

return await CommandLine.RunAsync(args);
