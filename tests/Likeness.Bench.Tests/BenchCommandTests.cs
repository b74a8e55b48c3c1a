using Likeness.Bench.Kernels;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Bench.Tests;

/// <summary>
/// Every command of the bench runs in its short form, and a wrong command line gives an error message. Nothing is timed.
/// </summary>
public sealed class BenchCommandTests
{
    public static TheoryData<string> Names() => [.. BenchCommands.All.Select(verb => verb.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void EveryVerbRunsInItsShortForm(string name)
    {
        LongTest.RequireUnlessChosen(name == "budgets" ? "long" : name); // a training process and its evaluation
        using var folder = new TemporaryFolder();
        var words = BenchCommands.All.Single(verb => verb.Name == name).Smoke.Select(word => Place(word, folder));
        Assert.Equal(0, BenchCommands.Run([name, .. words]));
    }

    [Theory]
    [InlineData("conv", "--rounds", "0")]
    [InlineData("conv", "--seconds", "soon")]
    [InlineData("conv", "--only", "no such part")]
    [InlineData("conv", "--round", "3")]
    [InlineData("no-such-verb")]
    [InlineData("realnvp", "--small", "--rounds", "1", "--seconds", "0.001", "--python", "/no/such/python")]
    [InlineData("pi-generator")]
    [InlineData("vanilla", "--dataset", "no-such-dataset", "--python", "none")]
    public void AWrongCommandLineGivesAnErrorMessageAndExitCode2(params string[] words) =>
        Assert.Equal(2, BenchCommands.Run(words));

    [Fact]
    public void WithoutWordsTheVerbsAreListed() => Assert.Equal(0, BenchCommands.Run([]));

    public static TheoryData<string> Kernels() => [.. KernelBenchmarks.Names];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryKernelGivesFiniteNumbersOnEverySet(string name)
    {
        foreach (InstructionSet set in KernelBenchmarks.Sets)
        {
            using var work = new KernelWork(KernelCase.All.Single(one => one.Name == name), 3, set);
            work.Run();
            float[] numbers = [.. work.Read()];
            Assert.NotEmpty(numbers);
            Assert.All(numbers, number => Assert.True(float.IsFinite(number), $"{set}: {number}"));
        }
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void FunctionsAreComparedWithTheSame(string function)
    {
        var bench = new FunctionBenchmarks { Function = function };
        bench.Setup();
        bench.Likeness();
        float[] ours = bench.Result.ToArray();
        bench.TensorPrimitive();
        float[] theirs = bench.Result.ToArray();
        bench.Cleanup();
        Assert.All(
            ours.Zip(theirs),
            pair => Assert.Equal(pair.Second, pair.First, 1e-6f * (1 + Math.Abs(pair.Second)))
        );
    }

    private static string Place(string word, TemporaryFolder folder) =>
        word.StartsWith(BenchCommand.Data, StringComparison.Ordinal)
            ? SharedData.Require(word[(BenchCommand.Data.Length + 1)..])
            : word.Replace(BenchCommand.Folder, folder.Location, StringComparison.Ordinal);
}
