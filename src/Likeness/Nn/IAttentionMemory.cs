using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Stores the keys and values of attention for the positions of a sequence so far.</summary>
internal interface IAttentionMemory
{
    /// <summary>
    /// Adds the keys and values of the next position, and attends to all positions so far; each call belongs to another layer.
    /// </summary>
    /// <param name="queries">[batch, width].</param>
    /// <param name="keys">[batch, width].</param>
    /// <param name="values">[batch, width].</param>
    /// <param name="heads">Heads of attention.</param>
    /// <returns>[batch, width].</returns>
    Tensor Attend(Tensor queries, Tensor keys, Tensor values, int heads);
}
