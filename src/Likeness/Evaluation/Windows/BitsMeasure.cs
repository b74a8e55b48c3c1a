namespace Likeness.Evaluation.Windows;

/// <summary>A measure of bits for a pair of samples, and its meaning beyond the real-vs-real baseline.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Better">Lower if only larger values are worse, else near the baseline.</param>
/// <param name="Pick">Selects the value.</param>
/// <param name="HowToRead">One line on how to read it.</param>
/// <param name="Sentence">The beginning of a sentence that ends with its value.</param>
/// <param name="Low">The meaning of a value below the baseline.</param>
/// <param name="High">The meaning of a value above the baseline.</param>
internal sealed record BitsMeasure(
    string Metric,
    string Unit,
    Better Better,
    Func<BitsMeans, double> Pick,
    string HowToRead,
    string Sentence,
    string Low,
    string High
)
{
    /// <summary>The three measures: plausibility of samples, coverage of the data, variety.</summary>
    /// <param name="thing">What is generated: <c>text</c>, <c>audio</c>.</param>
    /// <param name="unit">The unit of a byte: <c>byte</c>, <c>sample</c>.</param>
    /// <param name="order">n of the n-grams.</param>
    public static IReadOnlyList<BitsMeasure> All(string thing, string unit, int order) =>
        [
            new(
                $"Bits of generated {thing} by real {order}-grams",
                $"bits per {unit}",
                Better.NearBaseline,
                bits => bits.OtherByReal,
                $"Above the baseline generated {thing} is too surprising (noise), below it too predictable (repetition).",
                $"By {order}-grams of real {thing}, generated {thing} needs",
                "it is too predictable",
                "it is too surprising"
            ),
            new(
                $"Bits of real {thing} by generated {order}-grams",
                $"bits per {unit}",
                Better.Lower,
                bits => bits.RealByOther,
                $"Above the baseline generated {thing} lacks part of real {thing}.",
                $"By {order}-grams of generated {thing}, real {thing} needs",
                "",
                $"generated {thing} lacks part of it"
            ),
            new(
                $"Bits of generated {thing} by its own {order}-grams",
                $"bits per {unit}",
                Better.NearBaseline,
                bits => bits.OtherByOther,
                $"Below the baseline generated {thing} repeats itself, above it varies more than real {thing}.",
                $"By {order}-grams of other generated {thing}, generated {thing} needs",
                "it repeats itself",
                "it is less regular"
            ),
        ];
}
