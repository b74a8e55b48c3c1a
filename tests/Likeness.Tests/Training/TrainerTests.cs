using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

public sealed class TrainerTests
{
    private static readonly RealNvpOptions Small = new()
    {
        Hidden = 8,
        Couplings = 2,
        BatchSize = 32,
    };

    [Fact]
    public void StopsEarlyAndSaysWhy()
    {
        // A large learning rate on few rows overfits immediately.
        var options = Small with
        {
            Hidden = 64,
            LearningRate = 0.02,
            Patience = 3,
        };
        using var trained = new Trained("realnvp", Toy.Arc(40), 500, Toy.Arc(200, seed: 2), options: options);
        Assert.True(trained.State.Epoch < 500);
        Assert.Equal(trained.State.Epoch - 3, trained.State.BestLoss!.Epoch);
        Assert.Contains($"since epoch {trained.State.BestLoss.Epoch}", trained.Outcome!.StopReason);
        Assert.False(trained.Outcome.Diverged);
        Assert.NotEqual(
            trained.State.Best.Parameters[0].Values.ToArray(),
            trained.State.Evaluated.Parameters[0].Values.ToArray()
        );
    }

    [Theory]
    [InlineData("realnvp")]
    [InlineData("vae")]
    public void MeasuringAnEpochChangesNothing(string name)
    {
        using var folder = new TemporaryFolder();
        var rows = Toy.Arc(100);
        var entry = ModelRegistry.Find(name, typeof(Table));
        var options = entry.DefaultOptions() with { Epochs = 3, BatchSize = 64, Averaging = 0.9 };
        var transform = DataTransform.Fit(rows);
        byte[] Bytes(bool measures)
        {
            using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
            using var trainer = new Trainer(
                state,
                options,
                new TableExamples(rows, transform),
                new TableExamples(Toy.Arc(20, seed: 2), transform),
                seed: 1,
                workers: null
            );
            if (measures)
            {
                var time = trainer.Measure(TimeSpan.FromSeconds(0.3))!;
                Assert.Equal(2, time.Steps);
                Assert.True(time.Epoch > TimeSpan.Zero);
                Assert.Equal(0, state.Epoch);
            }

            trainer.Run(_ => { }, _ => { }, CancellationToken.None);
            Checkpoint.Write(folder.At("c"), state, name);
            return File.ReadAllBytes(folder.At("c"));
        }

        Assert.Equal(Bytes(measures: false), Bytes(measures: true));
    }

    [Fact]
    public void WhenTheTimeIsUpTheStepIsKept()
    {
        var rows = Toy.Arc(100);
        var entry = ModelRegistry.Find("realnvp", typeof(Table));
        var options = Small with { Epochs = 1_000_000 };
        var transform = DataTransform.Fit(rows);
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        using var trainer = new Trainer(
            state,
            options,
            new TableExamples(rows, transform),
            new TableExamples(rows.TakeRows([]), transform),
            seed: 1,
            workers: null
        );
        trainer.IsLate = () => state.Step == 6;
        var outcome = trainer.Run(_ => { }, _ => { }, CancellationToken.None);
        Assert.Equal((6, 1), (state.Step, state.Epoch));
        Assert.Equal([4L, 6L], state.History.Select(point => point.Step));
        Assert.Equal(
            "the time limit was reached after step 6 of 4000000; the weights of that step are kept",
            outcome.StopReason
        );
    }

    [Fact]
    public void ADivergingLossGoesBackOnceAtALowerRate()
    {
        // Twenty makes the weights diverge immediately, two does not.
        var options = Small with
        {
            LearningRate = 10,
            ScaleBound = 0,
            Averaging = 0,
        };
        using var trained = new Trained("realnvp", Toy.Arc(200), 3, options: options);
        string note = Assert.Single(trained.Notes, text => text is not null)!;
        Assert.Matches("the loss (became NaN|grew to .*) at step [0-9]+ \\(epoch 1\\)", note);
        Assert.Contains("column '", note);
        Assert.Contains("a tenth of the learning rate", note);
        Assert.Equal(0.1, trained.State.RateFactor);
    }

    [Fact]
    public void ALossThatDivergesTwiceStopsWithTheLastGoodWeights()
    {
        var options = Small with
        {
            LearningRate = 10,
            ScaleBound = 0,
            Averaging = 0,
            Schedule = LearningRateSchedule.Constant,
        };
        using var trained = new Trained("realnvp", Toy.Arc(2000), 200, options: options);
        Assert.True(trained.Outcome!.Diverged);
        Assert.Matches(
            "the loss .* at step [0-9]+ \\(epoch [0-9]+\\), where the weights of 'layers",
            trained.Outcome.StopReason
        );
        Assert.All(
            trained.State.Model.Parameters,
            parameter => Assert.True(parameter.Values.ToArray().All(float.IsFinite))
        );
    }

    [Fact]
    public void ACancelledTrainingIsKeptAtItsStep()
    {
        var entry = ModelRegistry.Find("realnvp", typeof(Table));
        var train = Toy.Arc(500);
        var transform = Likeness.Data.Transforms.DataTransform.Fit(train);
        using var state = new TrainingState(entry, Small, 3, seed: 1);
        using var trainer = new Trainer(
            state,
            Small,
            new TableExamples(train, transform),
            new TableExamples(train.TakeRows([]), transform),
            1,
            workers: null
        );
        using var source = new CancellationTokenSource();
        var kept = new List<KeepReason>();
        Assert.Throws<OperationCanceledException>(() =>
            trainer.Run(
                reason =>
                {
                    kept.Add(reason);
                    if (reason == KeepReason.Point && state.Epoch == 2)
                    {
                        source.Cancel();
                    }
                },
                _ => { },
                source.Token
            )
        );
        Assert.Equal([KeepReason.Point, KeepReason.Point, KeepReason.Cancelled], kept.Where(r => r != KeepReason.Step));
        Assert.Equal((32, 2), (state.Step, state.Epoch));
        Assert.Equal(32, trainer.GoodStep);
    }
}
