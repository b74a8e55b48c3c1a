using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Models.Diffusion;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>The density of a table by a differential equation, which is reported if twice its steps do not change it.</summary>
public sealed class SolvedDensityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(20, true)]
    [InlineData(1, false)]
    public void ADensityIsReportedOnlyIfItsStepsAreEnough(int steps, bool isReported)
    {
        using var run = TrainedModel.Train(
            new RunSettings
            {
                Model = "flow-matching",
                Options = new FlowMatchingOptions { Epochs = 20, DensitySteps = steps },
                Data = DataSource.Embedded("two-moons") with { DatasetRows = 300 },
                OutputFolder = folder.At("run"),
                Threads = 1,
            }
        );
        var outcome = run.Evaluate();
        var report = Assert.IsType<EvaluationReport>(outcome.Details);
        Assert.Equal(isReported, report.Likelihood is not null);
        Assert.Equal(isReported, report.Calibration is not null);
        Assert.Equal(
            isReported,
            !outcome.Warnings.Any(text => text.Contains("--density-steps", StringComparison.Ordinal))
        );
    }

    public void Dispose() => folder.Dispose();
}
