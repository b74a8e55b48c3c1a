using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

public sealed class RectifiedFlowTests
{
    private const int Rows = 500;

    /// <summary>
    /// Reflow straightens the paths: two steps end close to the result of a hundred, much closer than for the flow that is matched
    /// once.
    /// </summary>
    [Fact]
    public void ItsPathsAreStraighterThanThoseOfFlowMatching()
    {
        double once = Bend("flow-matching", new FlowMatchingOptions());
        double twice = Bend("rectified-flow", new RectifiedFlowOptions { ReflowEvery = 2 });
        Assert.True(twice < 0.6 * once, $"{once} → {twice}");
    }

    /// <summary>Initially the second flow is the first's average of the previous step; afterwards it is trained on its own.</summary>
    [Fact]
    public void TheSecondFlowBeginsAsTheAverageOfTheFirst()
    {
        var options = Small(new RectifiedFlowOptions { ReflowEvery = 1000 });
        using var fresh = Train(options with { BatchSize = 400 }, epochs: 0);
        using var one = Train(options with { BatchSize = 400 }, epochs: 1);
        using var eight = Train(options with { BatchSize = 50 }, epochs: 1);
        Assert.Equal(Values(fresh, "first_average.last.weight"), Values(one, "last.weight"));
        Assert.NotEqual(Values(one, "first_average.last.weight"), Values(one, "last.weight"));
        Assert.NotEqual(Values(eight, "first_average.last.weight"), Values(eight, "last.weight"));
        Assert.Equal([8], Values(eight, "steps"));
    }

    private static float[] Values(Trained trained, string name) =>
        trained.State.Model.Parameters[name].Values.ToArray();

    private static double Bend(string name, FlowMatchingOptions options)
    {
        using var trained = new Trained(name, Toy.Arc(400), 100, options: Small(options));
        var codes = Tensor.Constant([Rows, 3], Deterministic.Numbers(Rows * 3, 6, 1.5));
        float[][] ends =
        [
            .. new[] { 2, 100 }.Select(steps =>
            {
                var sampling = Small(options) with { Steps = steps, Solver = OdeSolver.Euler, StepPower = 1 };
                using var model = ModelRegistry.Find(name, typeof(Table)).Create(sampling, 3, seed: null);
                model.Parameters.CopyFrom(trained.State.Chosen.Parameters);
                return Evaluated.Of(((IDecoder)model).Decode(codes))[0];
            }),
        ];
        return Math.Sqrt(ends[0].Zip(ends[1], (a, b) => Math.Pow(a - b, 2)).Average());
    }

    private static FlowMatchingOptions Small(FlowMatchingOptions options) =>
        options with
        {
            Hidden = 64,
            Blocks = 2,
            BatchSize = 50,
        };

    private static Trained Train(ModelOptions options, int epochs) =>
        new("rectified-flow", Toy.Arc(400), epochs, options: options);
}
