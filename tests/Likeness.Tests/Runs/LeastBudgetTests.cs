using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>A budget that not even the shortest evaluation of large pictures keeps is refused before anything is compiled.</summary>
public sealed class LeastBudgetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LargePicturesNeedALongerBudget()
    {
        var error = Assert.Throws<LikenessException>(() => Train(side: 512));
        Assert.Contains("Budget 2s is too short for images of this size", error.Message);
        Assert.Matches(@"give Budget \d+0s or more, or a smaller Size\)", error.Message);
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void SmallPicturesAreTrainedInAnyBudget()
    {
        Train(side: 32);
        Assert.True(File.Exists(folder.At("run/run.json")));
    }

    private void Train(int side)
    {
        var shape = new ImageShape(1, side, side);
        using var run = TrainedModel.Train(
            new RunSettings
            {
                Model = "ae",
                Options = ImageAeOptions.Small with { Size = side },
                Data = DataSource.FromImages(new ImageSet(shape, new byte[120 * shape.Length])),
                OutputFolder = folder.At("run"),
                Budget = new TrainingBudget(TimeSpan.FromSeconds(2)) { CoversEvaluation = true },
            }
        );
    }
}
