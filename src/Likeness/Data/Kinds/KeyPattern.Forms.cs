using System.Globalization;
using System.Numerics;

namespace Likeness.Data.Kinds;

/// <summary>Keys of several forms: of several lengths, <c>[1-9][0-9]{5=40,6=60}</c>, or of several patterns with their frequencies, <c>[A-Z][0-9]{60%}|[0-9]{3}[A-Z]{40%}</c>.</summary>
internal sealed partial class KeyPattern
{
    /// <summary>How long keys of several lengths are; null for one length, and for several patterns.</summary>
    public KeyLengths? Lengths { get; private init; }

    /// <summary>The pattern of each form, of lengths the shortest first: their keys are numbered one after another; null for one form.</summary>
    public IReadOnlyList<KeyPattern>? Forms { get; private init; }

    /// <summary>How often keys have each form; null for one form.</summary>
    public FormFrequencies? Frequencies { get; private init; }

    private bool IsMixture => Forms is not null && Lengths is null;

    /// <summary>Keys of several patterns.</summary>
    /// <param name="forms">The patterns, which have no key in common: places, of which characters may stand for the same parts that repeat.</param>
    /// <param name="frequencies">How often keys have each.</param>
    public static KeyPattern Mixture(IReadOnlyList<KeyPattern> forms, FormFrequencies frequencies) =>
        // Longer keys are made from the longest.
        new("", 0, 0, forms.MaxBy(form => form.places!.Length)!.places)
        {
            Forms = [.. forms.Select(form => Placed(form.places!))],
            Frequencies = frequencies,
        };

    /// <summary>Whether keys have places of one form alone, which may be one of several.</summary>
    public bool IsForm => places is not null && Forms is null && Check is null && !hasOctets;

    /// <summary>The same pattern, where keys have fewer of the last places. A digit before these, which leads, may be any in shorter keys.</summary>
    /// <param name="lengths">How many of the last places, which are of one class.</param>
    public KeyPattern WithLengths(KeyLengths? lengths)
    {
        if (lengths is null)
        {
            return this;
        }

        int first = places!.Length - lengths.Max;
        return new(this)
        {
            Lengths = lengths,
            Frequencies = lengths.Frequencies,
            Forms =
            [
                .. lengths.All.Select(
                    (one, i) =>
                        Placed([
                            .. places[..(first - 1)],
                            i < lengths.All.Count - 1 ? Leading(places[first - 1]) : places[first - 1],
                            .. places[first..(first + one.Count)],
                        ])
                ),
            ],
        };
    }

    private static string Leading(string place) =>
        place.All(char.IsAsciiDigit) ? CharacterClasses.Named(CharacterClasses.LeadingDigit) : place;

    // Of lengths, only the first digit of the longest is limited, as that of a largest number.
    private KeyPattern NarrowedForms(string[] keys, int room)
    {
        if (Lengths is null)
        {
            return new(this) { Forms = [.. Forms!.Select(form => form.Narrowed(keys, room))] };
        }

        int leading = places!.Length - Lengths.Max - 1;
        string[] longest = Array.FindAll(keys, key => key.Length == places.Length);
        string[] limited = [.. places];
        limited[leading] = SeenCharacters.Of(
            places[leading],
            longest.Select(key => key[leading]).ToHashSet(),
            longest.Length
        );
        var led = Placed(limited).WithLengths(Lengths);
        return led.Size >= (BigInteger)room * keys.Distinct().Count() ? new(led) { Parts = Parts } : this;
    }

    private string MixtureText(int levels) =>
        string.Join(
            '|',
            Forms!.Select(
                (form, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{new KeyPattern(form) { Parts = Parts }.Text(levels)}{{{Frequencies!.Percents[i]}%}}"
                    )
            )
        );
}
