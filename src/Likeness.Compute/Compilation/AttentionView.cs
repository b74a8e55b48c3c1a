using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>One operand of attention: a view of [batch, positions, width], or of [batch, positions, heads].</summary>
internal sealed unsafe class AttentionView(View view, Shape shape, int heads)
{
    private float* data;

    /// <summary>The elements.</summary>
    public View View => view;

    /// <summary>The extents.</summary>
    public Shape Shape => shape;

    /// <summary>Whether each sample's elements are in its own column of the buffer.</summary>
    public bool IsColumns => Lanes.AreColumns(view, shape, 0);

    /// <summary>The buffers for which at least one view has samples in their own columns only.</summary>
    public static IEnumerable<Buffer> Columns(IEnumerable<AttentionView> views) =>
        views
            .GroupBy(view => view.View.Buffer)
            .Where(group => group.All(view => view.IsColumns))
            .Select(group => group.Key);

    public void Bind(float* arena) => data = view.Buffer.Data(arena) + view.Offset;

    /// <summary>The rows of one head of a sample.</summary>
    public HeadRows Rows(int sample, int head) =>
        new()
        {
            Data = data + ((nint)sample * view.Strides[0]) + ((nint)head * (shape[2] / heads) * view.Strides[2]),
            Position = view.Strides[1],
            Feature = view.Strides[2],
        };

    /// <summary>The same view, offset along the positions and the features.</summary>
    public AttentionView Part(int axis, int first, int count)
    {
        var position = new Strided(view.Offset + (first * view.Strides[axis]), view.Strides);
        return new AttentionView(view with { Place = position }, shape.With(axis, count), heads);
    }
}
