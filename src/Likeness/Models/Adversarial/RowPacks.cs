using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// Packs of m rows, which a discriminator scores together. Lin et al. 2018, arXiv:1712.04086, §3: a pack of m real rows differs from one of m generated
/// rows if the generator lost a mode, even where a single generated row looks real.
/// </summary>
/// <param name="size">m; packs of 1 are the rows.</param>
internal sealed class RowPacks(int size)
{
    /// <summary>m.</summary>
    public int Size => size;

    /// <summary>Packs a batch: element k of pack p is row (p + k · packs) mod batch.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <returns>[packs, m · d] with packs = ⌊batch / m⌋, at least 1.</returns>
    public Tensor Of(Tensor rows)
    {
        if (size == 1)
        {
            return rows;
        }

        int batch = rows.Shape[0];
        int packs = CountOf(batch);
        return Tensor.Concatenate(
            1,
            [.. Enumerable.Range(0, size).Select(k => rows.Slice(0, k * packs % batch, packs))]
        );
    }

    /// <summary>The number of packs of a batch.</summary>
    /// <param name="batch">The number of rows, at least 1.</param>
    public int CountOf(int batch) => Math.Max(1, batch / size);

    /// <summary>Packs each row with the same other rows.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="others">[m − 1, d].</param>
    /// <returns>[batch, m · d].</returns>
    public Tensor Beside(Tensor rows, Tensor others)
    {
        int width = (size - 1) * rows.Shape[1];
        return Tensor.Concatenate(1, rows, others.Reshape([1, width]).BroadcastTo([rows.Shape[0], width]));
    }
}
