namespace Likeness.Compute.Compilation;

/// <summary>How many sources attention has: all, or as many as a number says when the program runs.</summary>
internal sealed unsafe class AttentionCount(View? view, int all)
{
    private float* data;

    /// <summary>The number now, between none and all; none where it is no number.</summary>
    // A float that is the number of all may be more, by rounding.
    public int Value => data == null ? all : Math.Min(all, (int)Math.Clamp(*data, 0, all));

    public void Bind(float* arena) => data = view is { } number ? number.Buffer.Data(arena) + number.Offset : null;
}
