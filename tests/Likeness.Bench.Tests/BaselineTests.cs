using System.ComponentModel;
using System.Diagnostics;
using Likeness.Bench.Comparisons;
using Likeness.Testing;

namespace Likeness.Bench.Tests;

/// <summary>
/// The baselines' scripts run once on tiny shapes, if there is a Python with PyTorch, and measure the same as our side.
/// </summary>
public sealed class BaselineTests
{
    private static readonly Lazy<bool> HasTorch = new(() =>
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(PyTorchBaseline.DefaultPython, ["-c", "import torch"])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public static TheoryData<string> ComparisonNames() =>
        [.. BenchmarkComparisons.All.Select(comparison => comparison.Name)];

    [SkippableTheory]
    [MemberData(nameof(ComparisonNames))]
    public void TakesTheSameMeasures(string name)
    {
        LongTest.Require();
        Skip.IfNot(HasTorch.Value, $"{PyTorchBaseline.DefaultPython} has no PyTorch");
        var comparison = BenchmarkComparisons.All.Single(comparison => comparison.Name == name);
        var numbers = new PyTorchBaseline(name, new ComparisonOptions()).Run(
            BaselineSetting.ForThreads(1),
            "--small",
            "--seconds",
            "0.01"
        );
        Assert.Equal(comparison.Parts.SelectMany(BenchmarkComparisonTests.Names).Order(), numbers.Keys.Order());
        Assert.All(numbers.Values, number => Assert.True(number > 0 && double.IsFinite(number), $"{number}"));
    }

    [Fact]
    public void TheBaselineSelectsItsOwnKernelsUnlessTheEnvironmentIsKept()
    {
        Dictionary<string, string?> Given() =>
            new()
            {
                ["OPENBLAS_CORETYPE"] = "Haswell",
                ["OPENBLAS_NUM_THREADS"] = "7",
                ["ATEN_CPU_CAPABILITY"] = "default",
                ["HOME"] = "/home",
            };
        foreach (var setting in BaselineSetting.All(keepEnvironment: false))
        {
            var environment = Given();
            setting.Apply(environment);
            Assert.False(environment.ContainsKey("OPENBLAS_CORETYPE"));
            Assert.Equal("/home", environment["HOME"]);
            Assert.NotEqual("7", environment.GetValueOrDefault("OPENBLAS_NUM_THREADS"));
            Assert.NotEqual("default", environment.GetValueOrDefault("ATEN_CPU_CAPABILITY"));
        }

        foreach (var setting in BaselineSetting.All(keepEnvironment: true))
        {
            var environment = Given();
            setting.Apply(environment);
            Assert.Equal("Haswell", environment["OPENBLAS_CORETYPE"]);
            Assert.Equal("default", environment["ATEN_CPU_CAPABILITY"]);
        }
    }

    [Fact]
    public void AnInterpreterThatIsNotThereIsSaid()
    {
        var baseline = new PyTorchBaseline("realnvp", new ComparisonOptions { Python = "/no/such/python" });
        var error = Assert.Throws<LikenessException>(() => baseline.Run(BaselineSetting.ForThreads(1)));
        Assert.StartsWith("/no/such/python did not run bench/baselines/realnvp.py", error.Message);
    }
}
