using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Runs;

public sealed class RunCheckpointsTests : IDisposable
{
    // Seven steps an epoch. The parts, the points of the history and the end lie inside epochs.
    private static readonly RealNvpOptions Options = new()
    {
        Hidden = 8,
        Couplings = 2,
        BatchSize = 32,
        TrainSteps = [9, 11, 19],
        ValidateEvery = 5,
        Averaging = 0.9,
        Schedule = LearningRateSchedule.Cosine,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(31)]
    [InlineData(38)]
    public void ATrainingThatIsStoppedAtAnyStepResumesToTheSameBytes(int step)
    {
        var whole = Train("whole", Options, stop: null);
        Assert.Equal([5, 10, 15, 20, 25, 30, 35, 39], whole.Select(point => point.Step));
        Assert.Equal([1, 2, 3, 3, 4, 5, 5, 6], whole.Select(point => point.Epoch));
        Train("cut", Options, step);
        Assert.Equal(step % 5 != 0, File.Exists(folder.At("cut/partial.safetensors")));
        Train("cut", Options, stop: null);
        Assert.False(File.Exists(folder.At("cut/partial.safetensors")));
        AssertSame();
    }

    [Fact]
    public void ALossThatDivergesAfterAResumeGoesBackToTheSamePoint()
    {
        var wild = Options with
        {
            LearningRate = 2,
            ScaleBound = 0,
            Averaging = 0,
            Schedule = LearningRateSchedule.Constant,
        };
        Train("whole", wild, stop: null);
        Train("cut", wild, stop: 2);
        Train("cut", wild, stop: null);
        AssertSame();
    }

    [Fact]
    public void ALeftoverOfAnEarlierPointIsNotRead()
    {
        Train("whole", Options, stop: null);
        Train("cut", Options, stop: 12);
        string leftover = folder.At("cut/partial.safetensors");
        byte[] bytes = File.ReadAllBytes(leftover);
        Train("cut", Options, stop: 20);
        File.WriteAllBytes(leftover, bytes);
        Train("cut", Options, stop: null);
        AssertSame();
    }

    [Fact]
    public void LargeCheckpointsAreWrittenLessOften()
    {
        var clock = new SteppedClock();
        var pace = new CheckpointPace(clock);
        Assert.False(pace.IsDue(isAtPoint: true));
        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.True(pace.IsDue(isAtPoint: true));
        Assert.False(pace.IsDue(isAtPoint: false));
        pace.Write(() => clock.Advance(TimeSpan.FromSeconds(0.5)));
        clock.Advance(TimeSpan.FromSeconds(24));
        Assert.False(pace.IsDue(isAtPoint: true));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(pace.IsDue(isAtPoint: true));
    }

    private IReadOnlyList<EpochLoss> Train(string name, RealNvpOptions options, long? stop)
    {
        string path = folder.At(name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "run.json"), "{}");
        var entry = ModelRegistry.Find("realnvp", typeof(Table));
        var train = Toy.Arc(210);
        var transform = DataTransform.Fit(train);
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: null);
        using var trainer = new Trainer(
            state,
            options,
            new TableExamples(train, transform),
            new TableExamples(Toy.Arc(30, seed: 2), transform),
            seed: 3,
            workers: null
        );
        var checkpoints = new RunCheckpoints(RunFolder.Open(path), "realnvp", state, trainer, new SteppedClock());
        if (!checkpoints.Read())
        {
            state.Initialise(entry, options, seed: 3);
            trainer.MarkGood();
        }

        using var source = new CancellationTokenSource();
        trainer.IsLate = () =>
        {
            if (state.Step == stop)
            {
                source.Cancel();
            }

            return false;
        };
        try
        {
            trainer.Run(checkpoints.Keep, _ => { }, source.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(stop, state.Step);
        }

        return [.. state.History];
    }

    private void AssertSame() =>
        Assert.All(
            ["best.safetensors", "checkpoint.safetensors", "history.csv"],
            name =>
                Assert.Equal(File.ReadAllBytes(folder.At($"whole/{name}")), File.ReadAllBytes(folder.At($"cut/{name}")))
        );
}
