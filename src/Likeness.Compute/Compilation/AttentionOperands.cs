using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The inputs and the result of attention; its gradient reads them again.</summary>
internal sealed unsafe class AttentionOperands
{
    private readonly AttentionView queries;
    private readonly AttentionView keys;
    private readonly AttentionView values;
    private readonly AttentionView mixed;
    private readonly AttentionView sums;

    /// <summary>Collects the operands.</summary>
    /// <param name="definition">The definition of the attention.</param>
    /// <param name="node">A node whose first inputs are queries, keys and values.</param>
    /// <param name="inputs">The views of these inputs.</param>
    /// <param name="result">The view of attention's result.</param>
    /// <param name="count">The number of sources.</param>
    public AttentionOperands(AttentionDefinition definition, Tensor node, View[] inputs, View result, View? count)
    {
        Definition = definition;
        (int heads, Shape shape) = (definition.Heads, node.Inputs[0].Shape);
        queries = new AttentionView(inputs[0], shape, heads);
        keys = new AttentionView(inputs[1], node.Inputs[1].Shape, heads);
        values = new AttentionView(inputs[2], node.Inputs[2].Shape, heads);
        Result = new AttentionView(result, shape.With(2, shape[2] + heads), heads);
        mixed = Result.Part(2, 0, shape[2]);
        sums = Result.Part(2, shape[2], heads);
        Count = new AttentionCount(count, keys.Shape[1]);
    }

    /// <summary>The definition of the attention.</summary>
    public AttentionDefinition Definition { get; }

    /// <summary>The weighted values, and the log-sum-exp of the scores.</summary>
    public AttentionView Result { get; }

    /// <summary>The number of sources.</summary>
    public AttentionCount Count { get; }

    /// <summary>The inputs, and the result.</summary>
    public AttentionView[] All => [queries, keys, values, Result];

    public void Bind(float* arena)
    {
        foreach (AttentionView view in (AttentionView[])[queries, keys, values, mixed, sums])
        {
            view.Bind(arena);
        }

        Count.Bind(arena);
    }

    /// <summary>One head of a sample.</summary>
    public AttentionArguments Create(int sample, int head) =>
        new()
        {
            Queries = queries.Rows(sample, head),
            Keys = keys.Rows(sample, head),
            Values = values.Rows(sample, head),
            Mixed = mixed.Rows(sample, head),
            Sums = sums.Rows(sample, head),
            QueryCount = queries.Shape[1],
            SourceCount = Count.Value,
            Features = queries.Shape[2] / Definition.Heads,
            Scale = Definition.Scale(queries.Shape[2]),
            IsCausal = Definition.IsCausal,
        };
}
