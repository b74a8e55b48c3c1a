using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>Solves dx/dt = v(x, t) at given times by a Runge–Kutta method.</summary>
internal static class OdeSteps
{
    /// <summary>The slope of every part of the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="at">The inputs of the equation at the time: [1, 1] each.</param>
    public delegate Tensor[] Slope(IReadOnlyList<Tensor> state, Tensor[] at);

    /// <summary>Integrates from the first time to the last.</summary>
    /// <param name="solver">The method.</param>
    /// <param name="times">The ends of the steps, in either direction; at least two.</param>
    /// <param name="at">From a time to the inputs of the equation, in double precision.</param>
    /// <param name="start">The state at the first time.</param>
    /// <param name="slope">v.</param>
    /// <returns>The state at the last time.</returns>
    public static IReadOnlyList<Tensor> Solve(
        OdeSolver solver,
        IReadOnlyList<double> times,
        Func<double, double[]> at,
        IReadOnlyList<Tensor> start,
        Slope slope
    )
    {
        int width = at(times[0]).Length;
        double[][] numbers =
        [
            .. times
                .Zip(times.Skip(1))
                .Select(ends =>
                    (double[])
                        [
                            ends.Second - ends.First,
                            .. at(ends.First),
                            .. at((ends.First + ends.Second) / 2),
                            .. at(ends.Second),
                        ]
                ),
        ];
        return TimeLoop.Run(
            numbers,
            start,
            (row, state) =>
                Step(
                    solver,
                    row[0],
                    row[1..(1 + width)],
                    row[(1 + width)..(1 + (2 * width))],
                    row[(1 + (2 * width))..],
                    state,
                    slope
                )
        );
    }

    private static Tensor[] Step(
        OdeSolver solver,
        Tensor h,
        Tensor[] begin,
        Tensor[] middle,
        Tensor[] end,
        IReadOnlyList<Tensor> x,
        Slope slope
    )
    {
        var k1 = slope(x, begin);
        switch (solver)
        {
            case OdeSolver.Euler:
                return Add(x, h, k1);
            case OdeSolver.Midpoint:
                return Add(x, h, slope(Add(x, h * 0.5f, k1), middle));
            case OdeSolver.Heun:
                return Add(Add(x, h * 0.5f, k1), h * 0.5f, slope(Add(x, h, k1), end));
            case OdeSolver.Rk4:
                var k2 = slope(Add(x, h * 0.5f, k1), middle);
                var k3 = slope(Add(x, h * 0.5f, k2), middle);
                var k4 = slope(Add(x, h, k3), end);
                var inner = k2.Zip(k3, (a, b) => a + b).ToArray();
                var outer = k1.Zip(k4, (a, b) => a + b).ToArray();
                return Add(Add(x, h * (1f / 6), outer), h * (1f / 3), inner);
            default:
                throw new ArgumentOutOfRangeException(nameof(solver));
        }
    }

    private static Tensor[] Add(IReadOnlyList<Tensor> x, Tensor h, Tensor[] slope) =>
        [.. x.Zip(slope, (a, v) => a + (h * v))];
}
