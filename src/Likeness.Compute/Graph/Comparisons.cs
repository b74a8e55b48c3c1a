namespace Likeness.Compute.Graph;

/// <content>Comparisons: 1 where they hold, else 0, also beside NaN; no gradient. <see cref="Where"/> selects by them.</content>
public sealed partial class Tensor
{
    /// <summary>1 where a is the larger, else 0, broadcast; no gradient.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => a.GreaterThan(b);

    /// <summary>1 where a is the smaller, else 0, broadcast; no gradient.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => b.GreaterThan(a);

    /// <summary>1 where a is the larger or both are equal, else 0, broadcast; no gradient.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => a.GreaterThan(b) + a.EqualTo(b);

    /// <summary>1 where a is the smaller or both are equal, else 0, broadcast; no gradient.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => b.GreaterThan(a) + a.EqualTo(b);

    /// <summary>1 where this is the smaller, else 0, broadcast; no gradient.</summary>
    public Tensor LessThan(Tensor other) => this < other;

    /// <summary>1 where this is the larger or both are equal, else 0, broadcast; no gradient.</summary>
    public Tensor GreaterOrEqualTo(Tensor other) => this >= other;

    /// <summary>1 where this is the smaller or both are equal, else 0, broadcast; no gradient.</summary>
    public Tensor LessOrEqualTo(Tensor other) => this <= other;

    /// <summary>1 where both differ, also beside NaN, else 0, broadcast; no gradient.</summary>
    public Tensor NotEqualTo(Tensor other) => 1 - EqualTo(other);

    /// <summary>
    /// x within two bounds, which broadcast; NaN stays NaN. The gradient is that of x within the bounds and on them, and that of the bound outside.
    /// </summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound; where it is below the lower one, it is the result.</param>
    public Tensor Clamp(Tensor low, Tensor high)
    {
        Tensor above = (low > this).Where(low, this);
        return (above > high).Where(high, above);
    }
}
