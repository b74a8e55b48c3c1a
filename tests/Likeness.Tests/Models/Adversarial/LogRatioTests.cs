using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;

namespace Likeness.Tests.Models.Adversarial;

/// <summary>The density ratio that follows from the optimal discriminator of each loss, on a space of four points.</summary>
public sealed class LogRatioTests
{
    private static readonly double[] Data = [0.1, 0.2, 0.3, 0.4];
    private static readonly double[] Generated = [0.4, 0.3, 0.2, 0.1];

    /// <summary>The minimum of the discriminator's loss is found by bisection of its derivative, point by point.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void TheRatioIsThatOfTheDistributions(double smoothing)
    {
        var loss = new CrossEntropyLoss(smoothing: smoothing);
        for (int i = 0; i < Data.Length; i++)
        {
            float best = Minimise(loss, Data[i], Generated[i]);
            float found = Evaluate(loss.LogRatio(Tensor.Constant([1], best)));
            Assert.Equal(Math.Log(Data[i] / Generated[i]), found, 1e-3);
        }
    }

    [Fact]
    public void AScoreAboveTheSmoothedTargetStaysFinite() =>
        Assert.True(float.IsFinite(Evaluate(new CrossEntropyLoss(smoothing: 0.1).LogRatio(Tensor.Constant([1], 200)))));

    [Fact]
    public void OtherLossesGiveNoRatio()
    {
        Assert.False(new LeastSquaresLoss().GivesRatio);
        Assert.False(new WassersteinLoss(10).GivesRatio);
        Assert.Throws<NotSupportedException>(() => new LeastSquaresLoss().LogRatio(Tensor.Constant([1], 0)));
    }

    private static float Minimise(CrossEntropyLoss loss, double data, double generated)
    {
        var (score, low, high) = (Tensor.Input("score", [1]), -10f, 10f);
        var whole =
            (loss.Discriminator(score, -1e9f) * (float)data) + (loss.Discriminator(0, score) * (float)generated);
        var slope = Likeness.Compute.Gradients.Gradient.Compute(whole.Sum(), score)[0];
        using var graph = CompiledGraph.Compile([slope]);
        var found = new float[1];
        for (int i = 0; i < 40; i++)
        {
            float middle = (low + high) / 2;
            graph.Write(score, [middle]);
            graph.Run();
            graph.Read(slope, found);
            (low, high) = found[0] > 0 ? (low, middle) : (middle, high);
        }

        return low;
    }

    private static float Evaluate(Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Run();
        var values = new float[1];
        graph.Read(tensor, values);
        return values[0];
    }
}
