using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

public sealed class OdeStepsTests
{
    /// <summary>dx/dt = x · cos t from 1 at 0 to 2 ends at e^(sin 2); twice the steps divide the error by 2 to the order.</summary>
    [Theory]
    [InlineData(OdeSolver.Euler, 1, 32)]
    [InlineData(OdeSolver.Midpoint, 2, 16)]
    [InlineData(OdeSolver.Heun, 2, 16)]
    [InlineData(OdeSolver.Rk4, 4, 4)]
    public void EachRuleHasItsOrder(OdeSolver solver, int order, int steps)
    {
        double[] errors =
        [
            .. new[] { steps, 2 * steps }.Select(count => Math.Abs(End(solver, count) - Math.Exp(Math.Sin(2)))),
        ];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), order - 0.35, order + 0.6);
    }

    [Fact]
    public void TheWayBackEndsWhereTheWayBegan()
    {
        double[] times = [.. Enumerable.Range(0, 21).Select(i => i / 10.0)];
        Tensor there = Solve(OdeSolver.Rk4, times, Tensor.Constant([3, 1], 1, -2, 0.5f));
        float[] back = Evaluated.Of(Solve(OdeSolver.Rk4, [.. times.Reverse()], there))[0];
        float[] start = [1, -2, 0.5f];
        for (int i = 0; i < back.Length; i++)
        {
            Assert.Equal(start[i], back[i], 1e-5);
        }
    }

    private static double End(OdeSolver solver, int steps) =>
        Evaluated.Of(
            Solve(solver, [.. Enumerable.Range(0, steps + 1).Select(i => 2.0 * i / steps)], Tensor.Constant([1, 1], 1))
        )[0][0];

    private static Tensor Solve(OdeSolver solver, double[] times, Tensor start) =>
        OdeSteps.Solve(solver, times, t => [Math.Cos(t)], [start], (x, at) => [x[0] * at[0]])[0];
}
