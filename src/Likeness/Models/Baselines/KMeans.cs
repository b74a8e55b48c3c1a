using Likeness.Compute.Cpu;

namespace Likeness.Models.Baselines;

/// <summary>
/// Centres among rows: k-means++ (Arthur and Vassilvitskii 2007, §2.2), then a few rounds of Lloyd 1982. Columns are scaled by their standard
/// deviations.
/// </summary>
internal static class KMeans
{
    private const int Rounds = 10;

    /// <summary>The nearest centre of each row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="centres">How many centres; at most as many as rows.</param>
    /// <param name="random">Samples the initial centres.</param>
    public static int[] Assign(DoubleColumns data, int centres, PhiloxRandom random)
    {
        double[] scaled = Scaled(data);
        double[] positions = Seed(scaled, data.Width, centres, random);
        var owners = new int[data.Rows];
        for (int round = 0; round < Rounds; round++)
        {
            if (!Own(scaled, positions, data.Width, owners))
            {
                break;
            }

            Centre(scaled, positions, data.Width, owners);
        }

        return owners;
    }

    private static double[] Scaled(DoubleColumns data)
    {
        var rows = new double[data.Rows * data.Width];
        for (int j = 0; j < data.Width; j++)
        {
            var column = data.Column(j);
            double scale = 1 / Math.Sqrt(data.Variance[j]);
            for (int i = 0; i < column.Length; i++)
            {
                rows[(i * data.Width) + j] = column[i] * scale;
            }
        }

        return rows;
    }

    // Each further centre is a row sampled with probability proportional to its squared distance to the nearest centre so far.
    private static double[] Seed(double[] rows, int width, int centres, PhiloxRandom random)
    {
        int count = rows.Length / width;
        var positions = new double[centres * width];
        var nearest = new double[count];
        Array.Fill(nearest, double.PositiveInfinity);
        int chosen = random.NextInt(count);
        for (int k = 0; k < centres; k++)
        {
            var position = rows.AsSpan(chosen * width, width);
            position.CopyTo(positions.AsSpan(k * width));
            double total = 0;
            for (int i = 0; i < count; i++)
            {
                nearest[i] = Math.Min(nearest[i], Squared(rows.AsSpan(i * width, width), position));
                total += nearest[i];
            }

            double mark = random.NextDouble() * total;
            chosen = 0;
            while (chosen < count - 1 && (mark -= nearest[chosen]) > 0)
            {
                chosen++;
            }
        }

        return positions;
    }

    /// <summary>Gives each row to its nearest centre; false where nothing changed.</summary>
    private static bool Own(double[] rows, double[] positions, int width, int[] owners)
    {
        bool changed = false;
        for (int i = 0; i < owners.Length; i++)
        {
            var row = rows.AsSpan(i * width, width);
            int best = 0;
            double min = double.PositiveInfinity;
            for (int k = 0; k < positions.Length / width; k++)
            {
                double distance = Squared(row, positions.AsSpan(k * width, width));
                (best, min) = distance < min ? (k, distance) : (best, min);
            }

            changed |= owners[i] != best;
            owners[i] = best;
        }

        return changed;
    }

    private static void Centre(double[] rows, double[] positions, int width, int[] owners)
    {
        var counts = new int[positions.Length / width];
        var sums = new double[positions.Length];
        for (int i = 0; i < owners.Length; i++)
        {
            counts[owners[i]]++;
            DoubleColumns.AddScaled(sums.AsSpan(owners[i] * width, width), 1, rows.AsSpan(i * width, width));
        }

        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = counts[i / width] > 0 ? sums[i] / counts[i / width] : positions[i];
        }
    }

    private static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
