using Likeness.Compute.Cpu;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A texture of two colours: a pattern of random size, direction and phase, mixed with noise.</summary>
internal sealed class Texture
{
    /// <summary>The kinds, in the order of their classes.</summary>
    public static readonly string[] Kinds =
    [
        "bricks",
        "cells",
        "checks",
        "cracks",
        "dots",
        "grain",
        "marble",
        "noise",
        "scales",
        "stripes",
        "waves",
        "weave",
    ];

    private const int Period = 64; // of the lattices of random values

    private readonly int kind;
    private readonly double period;
    private readonly (double Cos, double Sin) direction;
    private readonly (double X, double Y) phase;
    private readonly double contrast;
    private readonly double[] first = new double[3];
    private readonly double[] second = new double[3];
    private readonly double[] lattice = new double[Period * Period];

    /// <summary>A random texture of a kind.</summary>
    /// <param name="kind">An index into <see cref="Kinds"/>.</param>
    /// <param name="random">The source of its parameters.</param>
    public Texture(int kind, PhiloxRandom random)
    {
        this.kind = kind;
        period = 4 + (6 * random.NextDouble());
        double angle = Math.Tau * random.NextDouble();
        direction = (Math.Cos(angle), Math.Sin(angle));
        phase = (Period * random.NextDouble(), Period * random.NextDouble());
        contrast = 0.6 + (0.4 * random.NextDouble());
        for (int c = 0; c < first.Length; c++)
        {
            (first[c], second[c]) = (random.NextDouble(), random.NextDouble());
        }

        for (int i = 0; i < lattice.Length; i++)
        {
            lattice[i] = random.NextDouble();
        }
    }

    /// <summary>Renders a square.</summary>
    /// <param name="pixels">Receives [channel][row][column].</param>
    /// <param name="size">Pixels per side.</param>
    public void Paint(Span<byte> pixels, int size)
    {
        for (int i = 0; i < size * size; i++)
        {
            var (row, column) = Math.DivRem(i, size);
            double u = ((column * direction.Cos) + (row * direction.Sin)) / period;
            double v = ((row * direction.Cos) - (column * direction.Sin)) / period;
            double light = 0.85 + (0.3 * (Noise(column / 16.0, row / 16.0) - 0.5));
            double mix = Math.Clamp(0.5 + (contrast * (Pattern(u + phase.X, v + phase.Y) - 0.5)), 0, 1);
            for (int c = 0; c < first.Length; c++)
            {
                double value = light * (first[c] + (mix * (second[c] - first[c])));
                pixels[(c * size * size) + i] = (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
            }
        }
    }

    /// <summary>The pattern, from 0 to 1, whose period is about 1.</summary>
    private double Pattern(double u, double v) =>
        Kinds[kind] switch
        {
            "bricks" => Brick(u / 2, v),
            "cells" => Math.Clamp(Distances(u, v).Nearest * 1.3, 0, 1),
            "checks" => (((long)Math.Floor(u) + (long)Math.Floor(v)) & 1) == 0 ? 1 : 0,
            "cracks" => Step(Distances(u / 1.5, v / 1.5) is var (near, next) ? (next - near) * 8 : 0),
            "dots" => Step((0.35 - Math.Sqrt(Square(Fraction(u) - 0.5) + Square(Fraction(v) - 0.5))) * 12),
            "grain" => At((long)Math.Floor(u * 5), (long)Math.Floor(v * 5)),
            "marble" => 0.5 + (0.5 * Math.Sin(Math.Tau * ((u / 2) + (2 * Turbulence(u / 3, v / 3))))),
            "noise" => Math.Clamp((1.6 * Turbulence(u / 2, v / 2)) - 0.3, 0, 1),
            "scales" => Scale(u, v),
            "stripes" => Step((Math.Abs(Fraction(u) - 0.5) - 0.25) * 12),
            "waves" => 0.5 + (0.5 * Math.Sin(Math.Tau * (u + (0.25 * Math.Sin(Math.Tau * v / 2))))),
            _ => Weave(u, v),
        };

    private static double Brick(double u, double v)
    {
        double shifted = u + (0.5 * ((long)Math.Floor(v) & 1));
        double edge = Math.Min(
            2 * Math.Min(Fraction(shifted), 1 - Fraction(shifted)),
            Math.Min(Fraction(v), 1 - Fraction(v))
        );
        return Step((edge - 0.08) * 20);
    }

    private static double Scale(double u, double v)
    {
        double shifted = u + (0.5 * ((long)Math.Floor(v) & 1));
        return Math.Clamp(1.2 * Math.Sqrt(Square(Fraction(shifted) - 0.5) + Square(Fraction(v))), 0, 1);
    }

    private static double Weave(double u, double v)
    {
        bool isOver = (((long)Math.Floor(u) + (long)Math.Floor(v)) & 1) == 0;
        return 0.15 + (0.85 * Math.Sin(Math.PI * Fraction(isOver ? u : v)) * (isOver ? 1 : 0.7));
    }

    // The distances to the nearest and the second nearest of one random point in each cell.
    private (double Nearest, double Next) Distances(double u, double v)
    {
        var (nearest, next) = (double.MaxValue, double.MaxValue);
        var (x, y) = ((long)Math.Floor(u), (long)Math.Floor(v));
        for (long i = x - 1; i <= x + 1; i++)
        {
            for (long j = y - 1; j <= y + 1; j++)
            {
                double distance = Math.Sqrt(Square(i + At(i, j) - u) + Square(j + At(j + 31, i + 17) - v));
                (nearest, next) = distance < nearest ? (distance, nearest) : (nearest, Math.Min(next, distance));
            }
        }

        return (nearest, next);
    }

    private double Turbulence(double u, double v) =>
        ((4 * Noise(u, v)) + (2 * Noise(2 * u, 2 * v)) + Noise(4 * u, 4 * v)) / 7;

    // Random values on a lattice, interpolated smoothly.
    private double Noise(double u, double v)
    {
        var (x, y) = ((long)Math.Floor(u), (long)Math.Floor(v));
        double s = Smooth(u - x);
        double t = Smooth(v - y);
        double top = At(x, y) + (s * (At(x + 1, y) - At(x, y)));
        double bottom = At(x, y + 1) + (s * (At(x + 1, y + 1) - At(x, y + 1)));
        return top + (t * (bottom - top));
    }

    private double At(long x, long y) => lattice[((int)(y & (Period - 1)) * Period) + (int)(x & (Period - 1))];

    private static double Fraction(double x) => x - Math.Floor(x);

    private static double Smooth(double x) => x * x * (3 - (2 * x));

    private static double Square(double x) => x * x;

    private static double Step(double x) => Math.Clamp(0.5 + (0.5 * x), 0, 1);
}
