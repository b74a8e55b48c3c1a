using Likeness.Evaluation;
using Likeness.Models.Diffusion;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>The density of a table by a differential equation, which is reported if twice its steps do not change it.</summary>
public sealed class SolvedDensityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void ADensityIsReportedOnlyIfItsStepsAreEnough()
    {
        using (
            var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = "flow-matching",
                    Options = new FlowMatchingOptions { Epochs = 20, DensitySteps = 1 },
                    Data = DataSource.Embedded("two-moons") with { DatasetRows = 300 },
                    OutputFolder = folder.At("run"),
                    Threads = 1,
                }
            )
        )
        {
            var outcome = run.Evaluate();
            Assert.Contains(outcome.Warnings, text => text.Contains("more --density-steps", StringComparison.Ordinal));
            var report = Assert.IsType<EvaluationReport>(outcome.Details);
            Assert.Null(report.Likelihood);
            Assert.Null(report.Calibration);
        }

        using var finer = TrainedModel.Open(
            folder.At("run"),
            threads: 1,
            sampling: trained => (FlowMatchingOptions)trained with { DensitySteps = 20 }
        );
        var again = finer.Evaluate();
        Assert.Equal(
            "The model was evaluated with other options than trained: density-steps 20 instead of 1.",
            again.Warnings[^1]
        );
        var found = Assert.IsType<EvaluationReport>(again.Details);
        Assert.InRange(found.Likelihood!.SolverError!.Value, 0, 0.05);
        Assert.NotNull(found.Calibration);
    }

    public void Dispose() => folder.Dispose();
}
