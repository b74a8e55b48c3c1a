namespace Likeness.Compute.Compilation;

/// <summary>How many sources attention has: all, or as many as a number says when the program runs.</summary>
internal sealed unsafe class AttentionCount(View? view, int all)
{
    private float* data;

    /// <summary>The number now, between none and all; none where it is no number.</summary>
    public int Value => data == null ? all : (int)Math.Clamp(*data, 0, all);

    public void Bind(float* arena) => data = view is { } number ? number.Buffer.Data(arena) + number.Offset : null;
}
