using Likeness.Compute.Graph;

namespace Likeness.Models.Tables;

/// <summary>
/// The encoding of a mixed row as features, which networks share: a category is a block of one-hot levels; a number is itself; a number of the
/// transform <c>modes</c> is its place α in a mode, −1 … 1, and the one-hot mode. A missing value is a level, or a category of its own column.
/// </summary>
internal sealed class ColumnBlocks
{
    private const float MaxPlace = 0.99f;

    /// <summary>The blocks of a space.</summary>
    public ColumnBlocks(ModelSpace space)
    {
        var blocks = new List<ColumnBlock>();
        foreach (var dimension in space.Dimensions)
        {
            int levels = dimension.IsCategory ? dimension.Bins : dimension.Modes;
            blocks.Add(new ColumnBlock(Width, !dimension.IsCategory, levels));
            Width += blocks[^1].Width;
        }

        All = blocks;
    }

    /// <summary>One block for each column.</summary>
    public IReadOnlyList<ColumnBlock> All { get; }

    /// <summary>The blocks of numbers.</summary>
    public IEnumerable<ColumnBlock> Numbers => All.Where(block => block.HasNumber);

    /// <summary>The blocks with levels.</summary>
    public IEnumerable<ColumnBlock> WithLevels => All.Where(block => block.Levels > 0);

    /// <summary>The number of features of a row.</summary>
    public int Width { get; }

    /// <summary>The features of rows.</summary>
    /// <param name="rows">[batch, columns], in model space.</param>
    /// <returns>[batch, Width].</returns>
    public Tensor Encode(Tensor rows) =>
        Tensor.Concatenate(1, [.. All.SelectMany((block, i) => Features(block, rows.Slice(1, i, 1)))]);

    /// <summary>The rows of numbers and levels.</summary>
    /// <param name="number">The number of a block, [batch, 1]; that of a mode is clipped to ±0.99.</param>
    /// <param name="level">The level of a block, counted from 0: [batch, 1].</param>
    /// <returns>[batch, columns], in model space.</returns>
    public Tensor Decode(Func<ColumnBlock, Tensor> number, Func<ColumnBlock, Tensor> level) =>
        Tensor.Concatenate(
            1,
            [
                .. All.Select(block =>
                    block.IsCategory ? level(block)
                    : block.Levels == 0 ? number(block)
                    : level(block) + ((number(block).Maximum(-MaxPlace).Minimum(MaxPlace) + 1) * 0.5f)
                ),
            ]
        );

    /// <summary>One-hot levels.</summary>
    /// <param name="level">[batch, 1], counted from 0.</param>
    /// <param name="levels">The number of levels.</param>
    /// <returns>[batch, levels].</returns>
    public static Tensor OneHot(Tensor level, int levels) =>
        Tensor.Constant([levels], [.. Enumerable.Range(0, levels).Select(k => (float)k)]).EqualTo(level);

    /// <summary>The levels of a block in features, or logits: [batch, Levels].</summary>
    public static Tensor LevelsOf(ColumnBlock block, Tensor features) =>
        features.Slice(1, block.FirstLevel, block.Levels);

    /// <summary>The number of a block in features: [batch, 1].</summary>
    public static Tensor NumberOf(ColumnBlock block, Tensor features) => features.Slice(1, block.Start, 1);

    private static IEnumerable<Tensor> Features(ColumnBlock block, Tensor values)
    {
        if (block is { HasNumber: true, Levels: 0 })
        {
            yield return values;
            yield break;
        }

        var level = block.IsCategory ? values : values.Floor().Maximum(0).Minimum(block.Levels - 1);
        if (block.HasNumber)
        {
            yield return ((values - level) * 2) - 1;
        }

        yield return OneHot(level, block.Levels);
    }
}
