using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Tests.Runs;

public sealed class RunHistoryTests
{
    [Fact]
    public void ReadsWhatItWrote()
    {
        string path = Path.Combine(Path.GetTempPath(), $"history-{Guid.NewGuid():N}.csv");
        EpochLoss[] epochs =
        [
            new(1, 0.1 + 0.2, -1.0 / 3) { Step = 5 },
            new(2, -1e-300, double.NaN) { Step = 1L << 40 },
        ];
        RunHistory.Write(path, epochs);
        Assert.Equal(epochs, RunHistory.Read(path));
        File.WriteAllText(path, "epoch,train_loss,validation_loss\n1,2,3\n");
        Assert.Equal([new EpochLoss(1, 2, 3)], RunHistory.Read(path));
        File.WriteAllText(path, "epoch,train_loss,held_out_loss\n1,2\n");
        Assert.Contains("line 2", Assert.Throws<LikenessException>(() => RunHistory.Read(path)).Message);
        File.Delete(path);
        Assert.Empty(RunHistory.Read(path));
    }
}
