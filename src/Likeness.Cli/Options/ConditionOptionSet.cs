using System.CommandLine;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Sampling.Conditions;

namespace Likeness.Cli.Options;

/// <summary>The options that ask for rows which fit conditions.</summary>
internal sealed class ConditionOptionSet
{
    private static readonly ConditionalSettings Defaults = new();

    private readonly Option<string?> given = Flag.Text(
            "--condition",
            "what the rows must fit, such as \"r>0.5, x=0.25, 0.2<y<0.5\"; how they were had is always said",
            "TEXT"
        )
        .Formerly("--given");

    private readonly Option<ConditionalMethod> method = Flag.Create(
        "--method",
        "how: native keeps given values while the model draws the rest, importance weights proposals by an exact density, rejection draws freely and keeps what fits; auto takes what is best",
        Defaults.Method
    );

    private readonly Option<double> tolerance = Flag.Create(
        "--tolerance",
        "by rejection, how far from a value of a continuous column a draw may lie, as a share of the column's range",
        Defaults.Tolerance,
        fraction => fraction is > 0 and <= 1 ? null : "is out of range (give more than 0, up to 1)"
    );

    private readonly Option<int?> samples = Flag.Maybe<int>(
            "--max-samples",
            "when to give up [default: 1000 draws a row, at least 200000]",
            number => number > 0 ? null : "is out of range (give 1 or more)"
        )
        .Formerly("--most-draws");

    public IReadOnlyList<Option> All => [given, method, tolerance, samples];

    /// <summary>The conditions that a command line asks for, or null.</summary>
    /// <exception cref="LikenessException">They cannot be read, or no row can fit them.</exception>
    public ConditionSet? Read(ParseResult result, DataTransform transform) =>
        result.GetValue(given) is { } text ? ConditionSet.Parse(text, transform) : null;

    /// <summary>How the rows are had.</summary>
    public ConditionalSettings Settings(ParseResult result) =>
        new()
        {
            Method = result.GetValue(method),
            Tolerance = result.GetValue(tolerance),
            MaxSamples = result.GetValue(samples),
        };
}
