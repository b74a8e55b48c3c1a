using Likeness.Compute.Compilation;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Models.Tables;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>An objective is minimised in its part of the training alone, with the whole schedule of the learning rate inside.</summary>
public sealed class ObjectiveWindowTests
{
    private const int Steps = 20;

    [Fact]
    public void TheAutoencoderOfALatentDiffusionStaysOnceItsPartIsOver()
    {
        var options = new TabSynOptions
        {
            AutoencoderFraction = 0.4,
            BatchSize = 16,
            Hidden = 16,
            TrainSteps = [Steps],
        };
        var rows = Toy.Dice(64);
        var transform = DataTransform.Fit(rows);
        var entry = ModelRegistry.Find("tabsyn", typeof(Table));
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        using var epochs = new EpochRunner(
            state,
            options,
            new TableExamples(rows, transform),
            1,
            new CompiledGraphOptions(null)
        );
        var start = Weights(state, "vae.");
        var diffusion = Weights(state, "network.");
        Run(0, 8);
        var trained = Weights(state, "vae.");
        Assert.NotEqual(start, trained);
        Assert.Equal(diffusion, Weights(state, "network."));
        var moments = Weights(state, "latent_");
        Assert.Single(Weights(state, "latent_variance").Distinct()); // all latents are divided by one deviation
        Assert.NotEqual(1, Weights(state, "latent_variance")[0]);
        Run(8, Steps);
        Assert.Equal(trained, Weights(state, "vae."));
        Assert.Equal(moments, Weights(state, "latent_"));
        Assert.NotEqual(diffusion, Weights(state, "network."));

        void Run(long from, long to) => Assert.Null(epochs.Run(from, to, double.MaxValue, _ => true));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(10, 40, 50)]
    public void TheScheduleRunsInsideThePart(params int[] steps)
    {
        var options = new RealNvpOptions
        {
            TrainSteps = steps,
            LearningRate = 1,
            Schedule = LearningRateSchedule.Cosine,
        };
        var plan = new TrainingPlan(options, 10);
        var first = new Objective("first", (rows, _) => rows.Mean(), [], Until: 0.5);
        var second = first with { From = 0.5, Until = 1 };
        long half = plan.FirstStep(0.5);
        Assert.Equal(Enumerable.Range(0, 100).First(step => plan.Progress(step) >= 0.5), half);
        Assert.Equal(1, LearningRate.At(options, plan, 0, objective: first), 12);
        Assert.Equal(1, LearningRate.At(options, plan, half, objective: second), 12);
        Assert.InRange(LearningRate.At(options, plan, half - 1, objective: first), 0, 0.02);
        Assert.InRange(LearningRate.At(options, plan, 99, objective: second), 0, 0.02);
    }

    private static float[] Weights(TrainingState state, string prefix) =>
        [
            .. state
                .Model.Parameters.Where(parameter => parameter.Name.StartsWith(prefix, StringComparison.Ordinal))
                .SelectMany(parameter => parameter.Values.ToArray()),
        ];
}
