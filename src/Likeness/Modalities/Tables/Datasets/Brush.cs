namespace Likeness.Modalities.Tables.Datasets;

/// <summary>One stroke of a round brush along a cubic Bézier curve, with a radius that changes linearly from start to end.</summary>
/// <param name="Start">The start of the stroke: (right, down) as fractions of the image.</param>
/// <param name="First">The first control point.</param>
/// <param name="Second">The second control point.</param>
/// <param name="End">The end of the stroke.</param>
/// <param name="StartRadius">The brush's radius at the start.</param>
/// <param name="EndRadius">The brush's radius at the end.</param>
internal sealed record Brush(
    (double Right, double Down) Start,
    (double Right, double Down) First,
    (double Right, double Down) Second,
    (double Right, double Down) End,
    double StartRadius,
    double EndRadius
)
{
    private const int Dabs = 400;

    /// <summary>Marks every pixel whose centre the brush covers.</summary>
    /// <param name="painted">The image, [size, size], rows from the top.</param>
    public void Paint(bool[,] painted)
    {
        int size = painted.GetLength(0);
        for (int i = 0; i <= Dabs; i++)
        {
            double t = (double)i / Dabs;
            double right = size * Bezier(t, Start.Right, First.Right, Second.Right, End.Right);
            double down = size * Bezier(t, Start.Down, First.Down, Second.Down, End.Down);
            Dab(painted, right, down, size * (StartRadius + (t * (EndRadius - StartRadius))));
        }
    }

    private static void Dab(bool[,] painted, double right, double down, double radius)
    {
        int size = painted.GetLength(0);
        for (int row = Math.Max(0, (int)(down - radius)); row < Math.Min(size, down + radius); row++)
        {
            for (int column = Math.Max(0, (int)(right - radius)); column < Math.Min(size, right + radius); column++)
            {
                double dx = column + 0.5 - right;
                double dy = row + 0.5 - down;
                painted[row, column] |= (dx * dx) + (dy * dy) <= radius * radius;
            }
        }
    }

    // Bernstein form: (1−t)³a + 3(1−t)²t·b + 3(1−t)t²·c + t³d.
    private static double Bezier(double t, double a, double b, double c, double d)
    {
        double s = 1 - t;
        return (s * s * s * a) + (3 * s * s * t * b) + (3 * s * t * t * c) + (t * t * t * d);
    }
}
