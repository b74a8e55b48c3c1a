using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Where attention keeps the keys and values of the positions that a sequence has so far.</summary>
internal interface IAttentionMemory
{
    /// <summary>Adds the keys and values of the next position, and attends to all positions so far; each call is another layer's.</summary>
    /// <param name="queries">[batch, width].</param>
    /// <param name="keys">[batch, width].</param>
    /// <param name="values">[batch, width].</param>
    /// <param name="heads">Heads of attention.</param>
    /// <returns>[batch, width].</returns>
    Tensor Attend(Tensor queries, Tensor keys, Tensor values, int heads);
}
