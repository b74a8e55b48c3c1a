using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Flows.Maps;

namespace Likeness.Tests.Models.Flows.Maps;

public sealed class SplineMapTests
{
    private const int Count = 2001;
    private const double Bound = 2;
    private const int Bins = 6;

    private static readonly float[] Places =
    [
        .. Enumerable.Range(0, Count).Select(i => (float)(-2.5 + (5.0 * i / (Count - 1)))),
    ];

    /// <summary>One spline, evaluated on an even grid from −2.5 to 2.5.</summary>
    private static (float[] Y, float[] LogSlope, float[] Back, float[] LogSlopeBack, float[] Gradient) Spline(
        double bend
    )
    {
        var map = new SplineMap(Bins, Bound);
        var x = Tensor.Constant([Count, 1], Places);
        var parameters = Tensor.Constant(
            [1, 1, map.Parameters],
            Deterministic.Numbers(map.Parameters, index: 3, bound: bend)
        );
        var (y, slope) = map.Forward(x, parameters);
        var (back, slopeBack) = map.Inverse(y, parameters);
        var gradient = Gradient.Compute(y.Sum(), x)[0];
        using var graph = CompiledGraph.Compile([y, slope, back, slopeBack, gradient]);
        graph.Run();
        float[] Read(Tensor tensor)
        {
            var values = new float[Count];
            graph.Read(tensor, values);
            return values;
        }

        return (Read(y), Read(slope), Read(back), Read(slopeBack), Read(gradient));
    }

    [Fact]
    public void ParametersOfZeroAreTheIdentity()
    {
        var (y, logSlope, _, _, _) = Spline(bend: 0);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(Places[i], y[i], 2e-6);
            Assert.Equal(0, logSlope[i], 5e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ItRisesWithoutLeapsAndEndsInTheIdentity(double bend)
    {
        var (y, logSlope, _, _, _) = Spline(bend);
        double step = Places[1] - Places[0];
        for (int i = 1; i < Count; i++)
        {
            Assert.True(y[i] > y[i - 1]);
            Assert.True(y[i] - y[i - 1] < 2 * step * Math.Exp(Math.Max(logSlope[i], logSlope[i - 1])) + 1e-3);
        }

        for (int i = 0; i < Count; i++)
        {
            if (Math.Abs(Places[i]) > Bound)
            {
                Assert.Equal(Places[i], y[i]);
                Assert.Equal(0, logSlope[i]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheSlopeIsThatOfTheGradientAndOfTheInverse(double bend)
    {
        var (_, logSlope, back, logSlopeBack, gradient) = Spline(bend);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(Math.Log(gradient[i]), logSlope[i], 1e-4);
            double stretch = Math.Max(1, Math.Exp(-logSlope[i]));
            Assert.Equal(Places[i], back[i], 2e-6 * stretch);
            Assert.Equal(-logSlope[i], logSlopeBack[i], 1e-4 * stretch);
        }
    }
}
