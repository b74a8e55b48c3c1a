namespace Likeness.Evaluation.Windows;

/// <summary>One of the bits that a pair of samples shows, and what it means beyond the real-vs-real baseline.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Better">Lower where only larger values are worse, else near the baseline.</param>
/// <param name="Pick">Picks it.</param>
/// <param name="HowToRead">One line for a reader who does not know it.</param>
/// <param name="Sentence">The beginning of a sentence that its value ends.</param>
/// <param name="Low">What a value below the baseline means.</param>
/// <param name="High">What a value above the baseline means.</param>
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
    /// <summary>The three measures: are samples plausible, do they cover the data, are they as varied?</summary>
    /// <param name="thing">What is generated: <c>text</c>, <c>audio</c>.</param>
    /// <param name="unit">What a byte stands for: <c>byte</c>, <c>sample</c>.</param>
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
                $"Above the baseline generated {thing} lacks what real {thing} holds.",
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
