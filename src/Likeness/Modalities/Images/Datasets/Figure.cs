using System.Runtime.CompilerServices;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A geometric figure on the pixel grid; all kinds of one radius have the same area, π · radius².</summary>
/// <param name="Form">The kind of figure.</param>
/// <param name="X">The centre, in pixels from the left.</param>
/// <param name="Y">The centre, in pixels from the top.</param>
/// <param name="Radius">That of a disc of the same area, in pixels.</param>
internal readonly record struct Figure(Figure.Kind Form, double X, double Y, double Radius)
{
    private const int Samples = 8; // supersampling: points per pixel in each direction

    // A square has side √π · r; an equilateral triangle has the circle around it of radius √(4π / 3√3) · r.
    private static readonly double HalfSide = Math.Sqrt(Math.PI) / 2;
    private static readonly double Around = Math.Sqrt(4 * Math.PI / (3 * Math.Sqrt(3)));

    /// <summary>The kinds, in the order of their classes.</summary>
    public enum Kind
    {
        /// <summary>Upright.</summary>
        Square,

        /// <summary>Round.</summary>
        Disc,

        /// <summary>Equilateral, pointing up; its centre is the centroid.</summary>
        Triangle,
    }

    /// <summary>Renders the figure on black: each pixel gets the fraction of the colour that the figure covers, in sixty-fourths.</summary>
    /// <param name="pixels">[channel][row][column], zeros.</param>
    /// <param name="size">Pixels per side.</param>
    /// <param name="colour">[channel], 0 … 1.</param>
    public void Paint(Span<byte> pixels, int size, ReadOnlySpan<double> colour)
    {
        double reach = Radius * Reach;
        for (int row = Math.Max(0, (int)(Y - reach)); row < Math.Min(size, Y + reach); row++)
        {
            for (int column = Math.Max(0, (int)(X - reach)); column < Math.Min(size, X + reach); column++)
            {
                double cover = Cover(row, column);
                for (int c = 0; c < colour.Length; c++)
                {
                    pixels[(((c * size) + row) * size) + column] = (byte)Math.Round(255 * colour[c] * cover);
                }
            }
        }
    }

    // The farthest that a figure of radius 1 extends from its centre, along either axis.
    private double Reach =>
        Form switch
        {
            Kind.Square => HalfSide,
            Kind.Disc => 1,
            _ => Around,
        };

    private double Cover(int row, int column)
    {
        const int Last = Samples - 1;
        bool hasCorners =
            Covers(row, column, 0, 0)
            && Covers(row, column, 0, Last)
            && Covers(row, column, Last, 0)
            && Covers(row, column, Last, Last);
        if (hasCorners)
        {
            return 1; // the figure is convex
        }

        int inside = 0;
        for (int i = 0; i < Samples * Samples; i++)
        {
            inside += Covers(row, column, i / Samples, i % Samples) ? 1 : 0;
        }

        return inside / (double)(Samples * Samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Covers(int row, int column, int sampleRow, int sampleColumn)
    {
        double dx = column + ((sampleColumn + 0.5) / Samples) - X;
        double dy = row + ((sampleRow + 0.5) / Samples) - Y;
        return Contains(dx / Radius, dy / Radius);
    }

    /// <summary>Whether the figure of radius 1 about the origin covers a point; y counts downwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Contains(double x, double y) =>
        Form switch
        {
            Kind.Square => Math.Abs(x) <= HalfSide && Math.Abs(y) <= HalfSide,
            Kind.Disc => (x * x) + (y * y) <= 1,
            _ => y <= Around / 2 && (Math.Sqrt(3) * Math.Abs(x)) - y <= Around,
        };
}
