using Likeness.Compute.Cpu;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// The eight dark squares, of side 2, of a board over [−4, 4]²: uniform inside, zero outside. Grathwohl et al. 2019,
/// arXiv:1810.01367, as in their code.
/// </summary>
[Dataset("checkerboard", Summary = "eight even squares with sharp edges; density known")]
public sealed class Checkerboard : TwoDimensionalDataset
{
    private const int Columns = 4;
    private const double Side = 2;
    private const double End = Columns * Side / 2;

    /// <summary>log 32, the logarithm of the area.</summary>
    public override double Entropy => Math.Log(Columns * Columns / 2 * Side * Side);

    private protected override (double X, double Y) Sample(PhiloxRandom random)
    {
        double across = Columns * random.NextDouble();
        double up = random.NextDouble() + (2 * random.NextInt(2)) + ((int)across % 2);
        return ((across * Side) - End, (up * Side) - End);
    }

    private protected override double LogDensity(double x, double y) =>
        Math.Abs(x) <= End
        && Math.Abs(y) <= End
        && (int)Math.Floor((x + End) / Side) % 2 == (int)Math.Floor((y + End) / Side) % 2
            ? -Entropy
            : double.NegativeInfinity;
}
