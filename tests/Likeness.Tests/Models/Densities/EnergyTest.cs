using Likeness.Compute.Cpu;

namespace Likeness.Tests.Models.Densities;

/// <summary>The permutation test of the energy distance (Székely and Rizzo 2013), written from its definition.</summary>
internal static class EnergyTest
{
    public static double PValue(double[] first, double[] second, int width, int permutations)
    {
        double[][] rows = [.. first.Concat(second).Chunk(width)];
        int count = first.Length / width;
        var distances = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            distances[i] = [.. rows.Select(row => Distance(rows[i], row))];
        }

        int[] order = [.. Enumerable.Range(0, rows.Length)];
        double observed = Statistic(distances, order, count);
        var random = new PhiloxRandom(5, 31);
        int larger = Enumerable
            .Range(0, permutations)
            .Count(_ => Statistic(distances, random.Permutation(rows.Length), count) >= observed);
        return (1.0 + larger) / (1 + permutations);
    }

    // 2 E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖, x the rows of the first places.
    private static double Statistic(double[][] distances, int[] order, int count)
    {
        double within = 0,
            across = 0,
            others = 0;
        int rest = order.Length - count;
        for (int i = 0; i < order.Length; i++)
        {
            double[] row = distances[order[i]];
            for (int j = 0; j < i; j++)
            {
                double distance = row[order[j]];
                if (i < count)
                {
                    within += distance;
                }
                else if (j < count)
                {
                    across += distance;
                }
                else
                {
                    others += distance;
                }
            }
        }

        return (2 * across / count / rest) - (2 * within / count / count) - (2 * others / rest / rest);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
