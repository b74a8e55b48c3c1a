namespace Likeness.Compute.Tests.Graph;

/// <summary>
/// Attention and its gradient in double precision, one query after another: Vaswani et al. 2017, arXiv:1706.03762, eq. 1.
/// </summary>
/// <param name="Batch">The number of samples.</param>
/// <param name="Queries">Queries of each.</param>
/// <param name="Sources">Keys and values of each.</param>
/// <param name="Heads">Heads.</param>
/// <param name="Features">Features of a head.</param>
/// <param name="IsCausal">Whether a query sees no source after itself.</param>
/// <param name="Count">The number of valid sources.</param>
internal sealed record PlainAttention(
    int Batch,
    int Queries,
    int Sources,
    int Heads,
    int Features,
    bool IsCausal,
    int Count
)
{
    private int Width => Heads * Features;

    /// <summary>The weighted values, and the gradients of queries, keys and values for a given gradient of the weighted values.</summary>
    public double[][] Of(double[] q, double[] k, double[] v, double[] gradient)
    {
        double[] mixed = new double[q.Length];
        (double[] toQ, double[] toK, double[] toV) = (new double[q.Length], new double[k.Length], new double[v.Length]);
        for (int line = 0; line < Batch * Heads * Queries; line++)
        {
            (int rest, int query) = Math.DivRem(line, Queries);
            (int sample, int head) = Math.DivRem(rest, Heads);
            int row = (((sample * Queries) + query) * Width) + (head * Features);
            int first = (sample * Sources * Width) + (head * Features);
            double[] shares = Shares(q, row, k, first, IsCausal ? Count - Queries + query + 1 : Count);
            for (int key = 0; key < shares.Length; key++)
            {
                Add(mixed, row, shares[key], v, first + (key * Width));
                Add(toV, first + (key * Width), shares[key], gradient, row);
            }

            double common = Dot(gradient, row, mixed, row);
            for (int key = 0; key < shares.Length; key++)
            {
                int position = first + (key * Width);
                double slope = shares[key] * (Dot(gradient, row, v, position) - common) / Math.Sqrt(Features);
                Add(toQ, row, slope, k, position);
                Add(toK, position, slope, q, row);
            }
        }

        return [mixed, toQ, toK, toV];
    }

    private double[] Shares(double[] q, int row, double[] k, int first, int seen)
    {
        double[] scores =
        [
            .. Enumerable.Range(0, seen).Select(key => Dot(q, row, k, first + (key * Width)) / Math.Sqrt(Features)),
        ];
        double largest = scores.Max();
        double[] powers = Array.ConvertAll(scores, score => Math.Exp(score - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }

    private double Dot(double[] a, int i, double[] b, int j)
    {
        double sum = 0;
        for (int feature = 0; feature < Features; feature++)
        {
            sum += a[i + feature] * b[j + feature];
        }

        return sum;
    }

    private void Add(double[] to, int i, double factor, double[] from, int j)
    {
        for (int feature = 0; feature < Features; feature++)
        {
            to[i + feature] += factor * from[j + feature];
        }
    }
}
