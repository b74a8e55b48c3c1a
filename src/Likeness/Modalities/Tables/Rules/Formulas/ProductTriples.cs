using System.Numerics;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Products of two or three factors, but for those to which the first rows leave no constant: nearly all. The last factors of others are looked at together.</summary>
/// <param name="constants">The constants of products.</param>
/// <param name="mayBeFloor">Whether products may be rounded down.</param>
internal sealed class ProductTriples(ProductConstant constants, bool mayBeFloor)
{
    /// <summary>The products.</summary>
    /// <param name="heads">The first factors.</param>
    /// <param name="others">The second and third ones.</param>
    public IEnumerable<ProductFactor[]> Of(IReadOnlyList<ProductFactor> heads, IReadOnlyList<ProductFactor> others)
    {
        var kept = new List<int>();
        foreach (var one in heads)
        {
            ProductFactor[] following = [.. others.Where(one.MayPrecede)];
            double[][]? rows = constants.MayBreak ? null : RowsOf(following);
            for (int j = 0; j < following.Length; j++)
            {
                var two = following[j];
                kept.Clear();
                if (rows is null)
                {
                    kept.AddRange(Enumerable.Range(j, following.Length - j));
                }
                else
                {
                    AddPossible(kept, Product(one, two, rows.Length), rows, j);
                }

                foreach (int k in kept)
                {
                    // Equal columns may divide twice, as in a body mass index.
                    var three = following[k];
                    if (two.Parts[0] != three.Parts[0] || (two.IsDivided && three.IsDivided))
                    {
                        yield return [one, two, three];
                    }
                }
            }
        }
    }

    /// <summary>The products of two, in the same way.</summary>
    /// <inheritdoc cref="Of"/>
    public IEnumerable<ProductFactor[]> Pairs(IReadOnlyList<ProductFactor> heads, IReadOnlyList<ProductFactor> others)
    {
        double[][]? rows = constants.MayBreak ? null : RowsOf([.. others]);
        var kept = new List<int>();
        foreach (var one in heads)
        {
            kept.Clear();
            if (rows is null)
            {
                kept.AddRange(Enumerable.Range(0, others.Count));
            }
            else
            {
                AddPossible(kept, one.First.AsSpan(0, rows.Length), rows, 0);
            }

            foreach (int k in kept)
            {
                if (one.MayPrecede(others[k]))
                {
                    yield return [one, others[k]];
                }
            }
        }
    }

    // The values of the first rows, [row][factor], with factors to a whole vector.
    private double[][] RowsOf(ProductFactor[] factors)
    {
        var rows = new double[constants.FirstRows][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[factors.Length + Vector<double>.Count];
            for (int i = 0; i < factors.Length; i++)
            {
                rows[row][i] = factors[i].First[row];
            }
        }

        return rows;
    }

    private static double[] Product(ProductFactor one, ProductFactor two, int rows)
    {
        var product = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            product[row] = one.First[row] * two.First[row];
        }

        return product;
    }

    private void AddPossible(List<int> kept, ReadOnlySpan<double> pair, double[][] rows, int from)
    {
        int count = rows.Length == 0 ? 0 : rows[0].Length - Vector<double>.Count;
        for (int k = from; k < count; k += Vector<double>.Count)
        {
            var possible = constants.MayBe(pair, rows, k, mayBeFloor);
            for (int lane = 0; lane < Vector<double>.Count && k + lane < count && possible != default; lane++)
            {
                if (possible[lane] != 0)
                {
                    kept.Add(k + lane);
                }
            }
        }
    }
}
