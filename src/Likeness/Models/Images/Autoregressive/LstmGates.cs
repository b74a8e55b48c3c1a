using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>The cell of the LSTMs of van den Oord et al. 2016, arXiv:1601.06759, eq. 3, with the gates in the order i, f, g, o.</summary>
internal static class LstmGates
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    /// <summary>c = σ(f) c′ + σ(i) tanh(g) and h = σ(o) tanh(c).</summary>
    /// <param name="gates">[batch, 4 · hidden, …].</param>
    /// <param name="memory">c′: [batch, hidden, …]; null for zeros.</param>
    public static (Tensor Hidden, Tensor Memory) Next(Tensor gates, Tensor? memory)
    {
        int hidden = gates.Shape[1] / Count;
        Tensor Gate(int i) => gates.Slice(1, i * hidden, hidden);
        var added = Gate(0).Sigmoid() * Gate(2).Tanh();
        var next = memory is null ? added : (Gate(1).Sigmoid() * memory) + added;
        return (Gate(3).Sigmoid() * next.Tanh(), next);
    }
}
