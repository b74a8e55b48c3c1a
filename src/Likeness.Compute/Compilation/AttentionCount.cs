namespace Likeness.Compute.Compilation;

/// <summary>The number of sources that attention uses: all, or a number read at run time.</summary>
internal sealed unsafe class AttentionCount(View? view, int all)
{
    private float* data;

    /// <summary>The current number, clamped to the range from zero to all; zero for NaN.</summary>
    // The float nearest to all may be larger than all.
    public int Value => data == null ? all : Math.Min(all, (int)Math.Clamp(*data, 0, all));

    public void Bind(float* arena) => data = view is { } number ? number.Buffer.Data(arena) + number.Offset : null;
}
