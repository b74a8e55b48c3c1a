using Likeness.Data.Csv;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>How the second reading of a file reads a column.</summary>
/// <param name="Kind">Numbers, times or durations; null for texts, whose kind follows from their levels.</param>
/// <param name="Markers">Texts that are missing values, beside empty cells and those that the user declares.</param>
/// <param name="Why">The evidence, in a few words.</param>
internal sealed record ColumnPlan(ColumnKind? Kind, IReadOnlySet<string> Markers, string Why)
{
    // Whole numbers with such names are codes: their sum has no meaning, and their digits matter.
    private static readonly string[] CodeNames =
    [
        "zip",
        "zipcode",
        "zip_code",
        "postcode",
        "postal",
        "postal_code",
        "postalcode",
        "plz",
        "fips",
        "phone",
        "ssn",
    ];

    private static readonly string[] CodesOfPlaces = ["zip", "zipcode", "postcode", "postal", "postalcode", "plz"];
    private const int FewestDigitsOfPlaces = 3; // 00501 without its zeros

    private const double MinNumbers = 0.9;
    private const int MinDays = 3;
    private const int MinTelephone = 9; // digits
    private static readonly HashSet<string> NoMarkers = [];

    /// <summary>Decides on a column.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="profile">What the first reading found.</param>
    /// <param name="commas">What speaks for decimal commas.</param>
    public static ColumnPlan Decide(string name, ColumnProfile profile, CommaEvidence commas)
    {
        var (numbers, times) = (profile.Numbers, profile.Times);
        if (numbers.Count + times.Count == 0 && profile.Units.Numbers is { } measured && !IsCode(name))
        {
            var gaps = profile.Units.Markers.ToHashSet(StringComparer.Ordinal);
            return new ColumnPlan(
                new NumberKind(measured.Format(commas)),
                gaps,
                WhyNumber(measured, commas) + WhyMissing(gaps)
            );
        }

        if (numbers.Count + times.Count == 0 && profile.Worded is { Format: { } worded } durations)
        {
            var gaps = durations.Markers.ToHashSet(StringComparer.Ordinal);
            return new ColumnPlan(new DurationKind(worded), gaps, $"all read as {worded}" + WhyMissing(gaps));
        }

        if (profile.IsText)
        {
            return Text(
                times.IsMixed ? "times in more than one format"
                : !numbers.IsConsistent ? "numbers written in more than one way"
                : "texts"
            );
        }

        if (numbers.Count + times.Count == 0)
        {
            return Text(profile.Others.Count == 0 ? "no value in any row" : "texts");
        }

        var kinds = numbers.Count > 0 && times.Count > 0 ? times.With(profile.Seconds) : times.Kinds;
        if (times.Count > 0 && kinds.Count == 0)
        {
            return Text(numbers.Count > 0 ? "numbers and times mixed" : "times in more than one format");
        }

        if (MarkersOf(profile, numbers.Count + times.Count) is not { } markers)
        {
            return times.Count > 0
                ? Text(Strays(profile, kinds[0])) with
                {
                    Numbers = kinds[0] is DurationKind ? new(kinds[0], NoMarkers, WhyTime(times, kinds[0])) : null,
                }
                : Text(
                    $"numbers, and other texts such as '{profile.Others.First(other => !MissingMarkers.IsMarker(other.Key)).Key}'"
                ) with
                {
                    Numbers = profile.Infinite is null ? OfNumbers(name, numbers, commas, []) : null,
                };
        }

        if (times.Sentinel is { } sentinel && markers.Count == 0 && profile.Missing == 0)
        {
            markers = [sentinel];
        }

        return times.Count > 0
            ? new ColumnPlan(kinds[0], markers, WhyTime(times, kinds[0]) + WhyMissing(markers))
            : OfNumbers(name, numbers, commas, markers);
    }

    private static ColumnPlan OfNumbers(
        string name,
        NumberProfile numbers,
        CommaEvidence commas,
        HashSet<string> markers
    )
    {
        string missing = WhyMissing(markers);
        return numbers.Clock(name) is { } clock
                ? new ColumnPlan(
                    new DurationKind(clock),
                    markers,
                    $"all read as {clock}: the last two digits are minutes{missing}"
                )
            : numbers.AreWhole && numbers.LeadingZeros > 0 ? Text("codes: digits with leading zeros")
            : numbers.AreWhole && numbers.TooLong > 0 ? Text("codes: more digits than a number holds")
            : (
                IsCode(name)
                || (EndsAsCode(name) && numbers is { AreWhole: true, FewestDigits: >= FewestDigitsOfPlaces })
            )
            && numbers.Count > 0
                ? Text("codes, by the name")
            : AreTelephones(numbers, commas) ? Text("codes: a plus before many digits")
            : numbers.TimeFormat is { } format && numbers.Count >= MinDays
                ? new ColumnPlan(
                    new TimeKind(format, TimePattern.Find(format)!.IsDay),
                    markers,
                    $"{format.Length} digits, all days of the calendar{missing}"
                )
            : numbers.Sentinel(commas) is { } sentinel
                ? new ColumnPlan(
                    new NumberKind(sentinel.Format),
                    markers,
                    $"{WhyNumber(sentinel.Format, numbers)}; {sentinel.Text} without decimals{missing}"
                )
                {
                    Codes = [sentinel.Text],
                }
            : new ColumnPlan(new NumberKind(numbers.Format(commas)), markers, WhyNumber(numbers, commas) + missing)
            {
                PadsDecimals = numbers.HasPaddedDecimals,
            };
    }

    /// <summary>Whether zeros end the decimals of some numbers, beyond those that all have.</summary>
    public bool PadsDecimals { get; init; }

    /// <summary>How the numbers, or durations, of a column of texts are read, should these be few codes in place of numbers; null where hardly any text is a number.</summary>
    public ColumnPlan? Numbers { get; init; }

    /// <summary>Texts that are codes in place of numbers, by a schema or as a number such as -999 is.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>What a schema declares; null for a detected column.</summary>
    public ColumnSchema? Declared { get; init; }

    /// <summary>Follows a schema.</summary>
    /// <param name="column">What it declares.</param>
    /// <param name="profile">What the first reading found, which completes it.</param>
    /// <param name="commas">What speaks for decimal commas.</param>
    public static ColumnPlan Declare(ColumnSchema column, ColumnProfile profile, CommaEvidence commas)
    {
        var kind =
            column.ToKind()
            ?? column.Kind switch
            {
                "number" => profile is { IsText: false, Numbers.Count: > 0 }
                    ? new NumberKind(profile.Numbers.Format(commas))
                    : new NumberKind(profile.Units.Numbers?.Format(commas)),
                "date" or "time" => profile.Times.Kinds.OfType<TimeKind>().FirstOrDefault(),
                "duration" => (profile.Numbers.Count > 0 ? profile.Times.With(profile.Seconds) : profile.Times.Kinds)
                    .OfType<DurationKind>()
                    .FirstOrDefault(),
                _ => null,
            };
        var markers = profile
            .Others.Keys.Where(MissingMarkers.IsMarker)
            .Concat(profile.Units.Markers)
            .Concat(column.Missing ?? []);
        // Levels may have the texts of markers: only declared ones are missing among them.
        bool isTyped = kind is not null and not BooleanKind;
        return new ColumnPlan(
            kind,
            (isTyped ? markers : column.Missing ?? []).ToHashSet(StringComparer.Ordinal),
            kind is TimeKind { HasZone: true } time && profile.Times.ZonesDiffer
                ? $"declared by the schema; of several offsets, written in {time.Zone}"
                : "declared by the schema"
        )
        {
            Declared = column,
            Codes = column.Codes ?? [],
            PadsDecimals = profile.Numbers.HasPaddedDecimals,
        };
    }

    // One impossible date makes texts of all dates, and the user would not know why.
    private static string Strays(ColumnProfile profile, ColumnKind kind)
    {
        var strays = profile.Others.Where(other => !MissingMarkers.IsMarker(other.Key)).ToArray();
        string times = kind switch
        {
            TimeKind { IsDay: true } => "dates",
            TimeKind => "times",
            _ => "durations",
        };
        int count = strays.Sum(stray => stray.Value);
        string example = strays[0].Key;
        return $"{times}, and {count} {(count == 1 ? "value that is none" : "values that are none")}, such as '{CsvHeader.Shown(example)}' ({CsvHeader.MissingOption(example)})";
    }

    // +4915112345678; a change with its sign has fewer digits.
    private static bool AreTelephones(NumberProfile numbers, CommaEvidence commas) =>
        numbers.AreWhole
        && numbers.FewestDigits >= MinTelephone
        && numbers.Format(commas) is { Signs: NumberSigns.Always, GroupSeparator: null, Prefix: "", Suffix: "" };

    private static ColumnPlan Text(string why) => new(null, NoMarkers, why);

    /// <summary>Whether whole numbers of a column of this name are codes.</summary>
    public static bool IsCode(string name) =>
        CodeNames.Contains(name.ToLowerInvariant().Replace(' ', '_'), StringComparer.Ordinal);

    // billing_zip, Ship-to postal code
    private static bool EndsAsCode(string name) =>
        SubjectNames.WordsOf(name) is [_, .., var last] words
        && (CodesOfPlaces.Contains(last) || (last == "code" && CodesOfPlaces.Contains(words[^2])));

    private static string WhyMissing(HashSet<string> markers) =>
        markers.Count == 0 ? "" : $"; {string.Join(", ", markers.Select(marker => $"'{marker}'"))} missing";

    private static string WhyTime(TimeProfile times, ColumnKind first) =>
        first switch
        {
            DurationKind kind when kind.Format.Contains('[', StringComparison.Ordinal) =>
                $"all read as {kind.Format}, without what is in brackets where that is zero",
            DurationKind kind => $"all read as {kind.Format}",
            TimeKind kind when times.IsAmbiguous => $"all read as {kind.Format}; no row distinguishes day from month",
            TimeKind kind when times.ZonesDiffer =>
                $"all read as {kind.Format}; of several offsets, written in {kind.Zone}",
            TimeKind kind => $"all read as {kind.Format}",
            _ => "",
        };

    private static string WhyNumber(NumberProfile numbers, CommaEvidence commas) =>
        WhyNumber(numbers.Format(commas), numbers);

    private static string WhyNumber(NumberFormat format, NumberProfile numbers)
    {
        string group = format.GroupSeparator is { } separator ? $", '{separator}' between thousands" : "";
        string comma = format.DecimalSeparator == ',' ? ", decimal comma" : "";
        string affixes = (format.Prefix + format.Suffix).Trim() is { Length: > 0 } symbol ? $", with {symbol}" : "";
        string signs = format.Signs switch
        {
            NumberSigns.Parentheses => ", negative ones in parentheses",
            NumberSigns.Always or NumberSigns.AlwaysExceptZero => ", all with a sign",
            _ => "",
        };
        string digits =
            format.Scientific is not null ? "numbers with exponents"
            : format.Decimals is 0 ? "whole numbers"
            : format.Decimals is { } places ? $"numbers with {places} decimal{(places == 1 ? "" : "s")}"
            : format.MaxDecimals is { } most ? $"numbers with up to {most} decimals"
            : "numbers";
        return $"{digits}{group}{comma}{affixes}{signs}{(numbers.IsAmbiguous ? " (by custom; a comma may be either)" : "")}";
    }

    // The other texts, if they are markers of missing values: known ones, or a single one without digits beside nearly only numbers.
    private static HashSet<string>? MarkersOf(ColumnProfile profile, int values)
    {
        string[] unknown = [.. profile.Others.Keys.Where(text => !MissingMarkers.IsMarker(text))];
        bool isOneWord =
            unknown is [var word]
            && !word.Any(char.IsDigit)
            && profile.Infinite is null
            && !(profile.Numbers.Count > 0 && profile.HasFewNumbers)
            && values >= MinNumbers * (values + profile.Others[word])
            && profile.Others[word] > 1;
        return unknown.Length == 0 || isOneWord ? profile.Others.Keys.ToHashSet(StringComparer.Ordinal) : null;
    }
}
