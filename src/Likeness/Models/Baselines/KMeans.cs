using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Likeness.Compute.Cpu;

namespace Likeness.Models.Baselines;

/// <summary>
/// Centres among rows: k-means++ (Arthur and Vassilvitskii 2007, §2.2), then a few rounds of Lloyd 1982. Columns are scaled by their standard
/// deviations.
/// </summary>
internal sealed class KMeans
{
    private const int Rounds = 10;

    // Vectors of four rows that are compared with a centre at once.
    private const int Block = 32;

    private readonly int rows;
    private readonly int width;
    private readonly int vectors; // of four rows, the last of them filled with zeros
    private readonly Vector256<double>[] scaled; // [width, vectors]
    private readonly double[] positions; // [centres, width]

    private KMeans(DoubleColumns data, int centres)
    {
        (rows, width) = (data.Rows, data.Width);
        vectors = (rows + 3) / 4;
        scaled = new Vector256<double>[width * vectors];
        positions = new double[centres * width];
        for (int j = 0; j < width; j++)
        {
            var column = data.Column(j);
            var target = Column(j);
            double scale = 1 / Math.Sqrt(data.Variance[j]);
            for (int i = 0; i < rows; i++)
            {
                target[i] = column[i] * scale;
            }
        }
    }

    /// <summary>The nearest centre of each row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="centres">How many centres; at most as many as rows.</param>
    /// <param name="random">Samples the initial centres.</param>
    /// <param name="threads">Threads to work on; the result does not depend on it.</param>
    public static int[] Assign(DoubleColumns data, int centres, PhiloxRandom random, int threads = 1)
    {
        var search = new KMeans(data, centres);
        search.Seed(random);
        var owners = new int[data.Rows];
        for (int round = 0; round < Rounds && search.Own(owners, threads); round++)
        {
            search.Centre(owners);
        }

        return owners;
    }

    private Span<double> Column(int j) =>
        MemoryMarshal.Cast<Vector256<double>, double>(scaled.AsSpan(j * vectors, vectors));

    // Each further centre is a row sampled with probability proportional to its squared distance to the nearest centre so far.
    private void Seed(PhiloxRandom random)
    {
        var nearest = new Vector256<double>[vectors];
        Array.Fill(nearest, Vector256.Create(double.PositiveInfinity));
        var distances = new Vector256<double>[vectors];
        var left = MemoryMarshal.Cast<Vector256<double>, double>(nearest.AsSpan())[..rows];
        int chosen = random.NextInt(rows);
        for (int k = 0; k < positions.Length / width; k++)
        {
            for (int j = 0; j < width; j++)
            {
                positions[(k * width) + j] = Column(j)[chosen];
            }

            Squared(k, 0, distances);
            for (int i = 0; i < vectors; i++)
            {
                nearest[i] = Vector256.Min(nearest[i], distances[i]);
            }

            double total = 0;
            foreach (double distance in left)
            {
                total += distance;
            }

            double mark = random.NextDouble() * total;
            chosen = 0;
            while (chosen < rows - 1 && (mark -= left[chosen]) > 0)
            {
                chosen++;
            }
        }
    }

    /// <summary>Gives each row to its nearest centre; false where nothing changed.</summary>
    private bool Own(int[] owners, int threads)
    {
        int changed = 0;
        Parallel.For(
            0,
            (vectors + Block - 1) / Block,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            block =>
            {
                int first = block * Block;
                int count = Math.Min(Block, vectors - first);
                Span<Vector256<double>> distances = stackalloc Vector256<double>[count];
                Span<Vector256<double>> least = stackalloc Vector256<double>[count];
                Span<Vector256<double>> best = stackalloc Vector256<double>[count];
                least.Fill(Vector256.Create(double.PositiveInfinity));
                best.Clear();
                for (int k = 0; k < positions.Length / width; k++)
                {
                    Squared(k, first, distances);
                    var centre = Vector256.Create((double)k);
                    for (int i = 0; i < count; i++)
                    {
                        var nearer = Vector256.LessThan(distances[i], least[i]);
                        best[i] = Vector256.ConditionalSelect(nearer, centre, best[i]);
                        least[i] = Vector256.Min(distances[i], least[i]);
                    }
                }

                var found = MemoryMarshal.Cast<Vector256<double>, double>(best);
                var mine = owners.AsSpan(4 * first, Math.Min(4 * count, rows - (4 * first)));
                for (int i = 0; i < mine.Length; i++)
                {
                    int owner = (int)found[i];
                    if (owner != mine[i])
                    {
                        mine[i] = owner;
                        Interlocked.Exchange(ref changed, 1);
                    }
                }
            }
        );
        return changed != 0;
    }

    private void Centre(int[] owners)
    {
        var counts = new int[positions.Length / width];
        var sums = new double[positions.Length];
        foreach (int owner in owners)
        {
            counts[owner]++;
        }

        for (int j = 0; j < width; j++)
        {
            var column = Column(j);
            for (int i = 0; i < owners.Length; i++)
            {
                sums[(owners[i] * width) + j] += column[i];
            }
        }

        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = counts[i / width] > 0 ? sums[i] / counts[i / width] : positions[i];
        }
    }

    // The squared distances of rows to a centre.
    private void Squared(int centre, int first, Span<Vector256<double>> distances)
    {
        distances.Clear();
        for (int j = 0; j < width; j++)
        {
            var position = Vector256.Create(positions[(centre * width) + j]);
            var column = scaled.AsSpan((j * vectors) + first, distances.Length);
            for (int i = 0; i < column.Length; i++)
            {
                var difference = column[i] - position;
                distances[i] += difference * difference;
            }
        }
    }
}
