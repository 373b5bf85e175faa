using Xunit;

// Processes of several clusters at once would starve each other, and timings would say nothing.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
