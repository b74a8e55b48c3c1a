using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Tests.Data;

namespace Likeness.Tests.Models;

/// <summary>Small tables for training tests.</summary>
internal static class Toy
{
    /// <summary>Rows around an arc: u, v depend on a common angle, w is noise; continuous.</summary>
    public static Table Arc(int rows, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[3 * rows];
        for (int i = 0; i < rows; i++)
        {
            double angle = Math.PI * random.NextDouble();
            values[3 * i] = Math.Cos(angle) + (0.03 * random.NextNormal());
            values[(3 * i) + 1] = Math.Sin(angle) + (0.03 * random.NextNormal());
            values[(3 * i) + 2] = 5 + (2 * random.NextNormal());
        }

        return new Table([new("u"), new("v"), new("w")], values);
    }

    /// <summary>Rows around a curve: column k is the cosine of a common angle's multiple, and noise.</summary>
    public static Table Curve(int rows, int columns, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[columns * rows];
        for (int i = 0; i < rows; i++)
        {
            double angle = 2 * Math.PI * random.NextDouble();
            for (int k = 0; k < columns; k++)
            {
                values[(i * columns) + k] = Math.Cos((angle * (1 + (k / 2))) - (k % 2)) + (0.3 * random.NextNormal());
            }
        }

        return new Table([.. Enumerable.Range(0, columns).Select(k => new Column($"c{k}"))], values);
    }

    /// <summary>Integers from 0 to 9 next to a column that is always 4.</summary>
    public static Table Dice(int rows, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[3 * rows];
        for (int i = 0; i < rows; i++)
        {
            values[3 * i] = random.NextInt(10);
            values[(3 * i) + 1] = 4;
            values[(3 * i) + 2] = Math.Min(9, values[3 * i] + random.NextInt(2));
        }

        return new Table([new("first"), new("four"), new("second")], values).OnGrids();
    }

    /// <summary>Rows of independent uniform numbers on [0, 1).</summary>
    public static Table Unit(int rows, int width, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] values = [.. Enumerable.Range(0, rows * width).Select(_ => random.NextDouble())];
        return new Table([.. Enumerable.Range(0, width).Select(i => new Column($"x{i}"))], values);
    }

    /// <summary>Rows of independent normal numbers.</summary>
    public static Table Normal(int rows, int width, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[rows * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextNormal();
        }

        return new Table([.. Enumerable.Range(0, width).Select(i => new Column($"x{i}"))], values);
    }
}
