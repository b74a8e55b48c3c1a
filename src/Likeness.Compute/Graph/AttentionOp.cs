namespace Likeness.Compute.Graph;

/// <summary>
/// Attention over any number of positions without materialising all scores (Dao et al. 2022, arXiv:2205.14135): queries [batch,
/// queries, width], keys and values [batch, sources, width], and optionally the number of valid sources. It is an op of its own
/// because the scores of long sequences fit neither in the caches nor in memory.
/// </summary>
internal sealed class AttentionOp(AttentionDefinition definition) : Op("attention")
{
    /// <summary>The definition of the attention.</summary>
    public AttentionDefinition Definition => definition;

    internal override string Signature => $"{Name}({definition.Heads}{(definition.IsCausal ? ",causal" : "")})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        (Shape queries, Shape keys) = (inputs[0], inputs[1]);
        if (queries.Rank != 3 || keys.Rank != 3 || keys != inputs[2] || queries.With(1, 0) != keys.With(1, 0))
        {
            throw new ShapeException(
                Name,
                "queries [batch, queries, width] and keys and values [batch, sources, width] are needed",
                queries,
                keys,
                inputs[2]
            );
        }

        return definition.Heads < 1 || queries[2] % definition.Heads != 0
                ? throw new ShapeException(
                    Name,
                    $"{queries[2]} features are not divisible by {definition.Heads} heads",
                    queries
                )
            : inputs.Count == 4 && inputs[3].Count != 1
                ? throw new ShapeException(Name, "the number of sources must be one number", inputs[3])
            : queries.With(2, Shape.Extent(Name, (long)queries[2] + definition.Heads, queries));
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        (Tensor queries, Tensor keys) = (result.Inputs[0], result.Inputs[1]);
        Tensor? count = result.Inputs.ElementAtOrDefault(3);
        Tensor[] inputs = [.. result.Inputs.Take(3), result, gradient, .. count is null ? (Tensor[])[] : [count]];
        Tensor all = new(new AttentionGradientOp(definition), inputs);
        (int rows, int sources) = (queries.Shape[1], keys.Shape[1]);
        return
        [
            all.Slice(1, 0, rows),
            all.Slice(1, rows, sources),
            all.Slice(1, rows + sources, sources),
            .. count is null ? (Tensor?[])[] : [null],
        ];
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        Tensor[] given = Placeholders(result.Inputs);
        Tensor all = definition.Forward(given[0], given[1], given[2], given.ElementAtOrDefault(3));
        return Reference.Evaluate(all, given.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Inputs of the given shapes.</summary>
    public static Tensor[] Placeholders(IEnumerable<Tensor> of) =>
        [.. of.Select((x, i) => Tensor.Input($"{i}", x.Shape))];
}

/// <summary>
/// The gradients of the queries, keys and values of <see cref="AttentionOp"/>, concatenated along the positions. The inputs are
/// these three, the result, its gradient, and the number of valid sources. The attention weights are recomputed block by block.
/// </summary>
internal sealed class AttentionGradientOp(AttentionDefinition definition) : Op("attention gradient")
{
    /// <summary>The definition of the attention.</summary>
    public AttentionDefinition Definition => definition;

    internal override string Signature => $"{Name}({definition.Heads}{(definition.IsCausal ? ",causal" : "")})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].With(1, Shape.Extent(Name, inputs[0][1] + (2L * inputs[1][1]), inputs[0], inputs[1]));

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        // Placeholders for the inputs, at which differentiation stops.
        Tensor[] given = [.. result.Inputs.Select(x => new Tensor(new Reshape(x.Shape), x))];
        Tensor flow = (Compose(given) * gradient).Sum();
        Tensor[] gradients = Gradients.Gradient.Compute(flow, given[..5]);
        return [.. gradients, .. given.Length == 6 ? (Tensor?[])[null] : []];
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        Tensor[] given = AttentionOp.Placeholders(result.Inputs);
        return Reference.Evaluate(
            Compose(given),
            given.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second)
        );
    }

    private Tensor Compose(Tensor[] x) => definition.Backward(x[0], x[1], x[2], x[3], x[4], x.ElementAtOrDefault(5));
}
