using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>
/// The pattern of unique keys: a fixed text with a number behind it, which is counted on, or places that each have a class of characters. As text
/// <c>CUST-{00000}</c>, or a regular expression such as <c>[0-9a-f]{8}-[0-9a-f]{4}</c>, also with the characters that keys have at a place, <c>[A-H]-[1-5]</c>. Parts that repeat are alternatives: <c>INV-(2023|2024)-{00000}</c>.
/// </summary>
internal sealed partial class KeyPattern
{
    private const int ShownRepeats = 4; // of one character
    private const int ShownLevels = 3; // of one part
    private readonly string prefix;
    private readonly int width; // of the number, with leading zeros; 0 for none
    private readonly long next; // the first number that the data does not reach
    private readonly string[]? places; // the characters of each place; null for a number
    private readonly bool hasOctets;

    private KeyPattern(string prefix, int width, long next, string[]? places) =>
        (this.prefix, this.width, this.next, this.places, hasOctets) = (
            prefix,
            width,
            next,
            places,
            places is not null && Array.Exists(places, Octets.Are)
        );

    private KeyPattern(KeyPattern other)
        : this(other.prefix, other.width, other.next, other.places) =>
        (Parts, Lengths, Forms, Frequencies, Check) = (
            other.Parts,
            other.Lengths,
            other.Forms,
            other.Frequencies,
            other.Check
        );

    /// <summary>The parts that repeat, for each of which one character stands in <see cref="Key"/>; null for none.</summary>
    public KeyParts? Parts { get; private init; }

    /// <summary>The number from which keys are counted on; 0 for a pattern without a number.</summary>
    public long Next => next;

    /// <summary>Whether keys are counted on: a text with a number behind it.</summary>
    public bool IsCounter => places is null;

    /// <summary>The number of keys, where they are not counted on.</summary>
    public BigInteger Size =>
        Forms is null
            ? (places ?? []).Aggregate(BigInteger.One, (size, place) => size * place.Length)
            : Forms.Aggregate(BigInteger.Zero, (size, form) => size + form.Size);

    /// <summary>What check digits are computed by, for which keys of numbers have signs; null for none.</summary>
    public CheckDigit? Check { get; private init; }

    /// <summary>The same pattern, with check digits where it has signs for them.</summary>
    /// <param name="check">What they are computed by; null for none.</param>
    public KeyPattern WithCheck(CheckDigit? check) =>
        check is null ? this : new KeyPattern(this) { Check = check }.With(Parts?.Levels ?? []);

    private bool IsCheck(int place) =>
        Check is { } check
        && CheckDigits.Places(check).GetOffsetAndLength(places!.Length) is var (from, count)
        && place >= from
        && place < from + count;

    /// <summary>The length of all keys; null for a counter without leading zeros, and for addresses.</summary>
    public int? Length => hasOctets ? null : places?.Length ?? (width > 0 ? prefix.Length + width : null);

    /// <summary>Whole numbers that are counted on.</summary>
    /// <param name="last">The largest of the data.</param>
    public static KeyPattern Counter(long last) => new("", 0, last + 1, null);

    /// <summary>A text with a number behind it, which is counted on.</summary>
    /// <param name="prefix">The text.</param>
    /// <param name="width">The digits of the number with leading zeros; 0 for none.</param>
    /// <param name="next">The first number that the data does not reach.</param>
    public static KeyPattern Counter(string prefix, int width, long next) => new(prefix, width, next, null);

    /// <summary>Keys of one length.</summary>
    /// <param name="places">The characters of each place.</param>
    public static KeyPattern Placed(string[] places) => new("", 0, 0, places);

    /// <summary>The same pattern, where characters stand for parts that repeat.</summary>
    /// <param name="levels">The texts of each part.</param>
    /// <exception cref="FormatException">There are too many parts, or combinations of their texts.</exception>
    public KeyPattern With(IReadOnlyList<IReadOnlyList<string>> levels)
    {
        if (levels.Count == 0)
        {
            return this;
        }

        var pattern = new KeyPattern(this) { Parts = new KeyParts(levels, () => Expression(levels)) };
        return KeyParts.AreFew(levels)
            ? pattern
            : throw new FormatException($"'{pattern.Summary}' has too many alternatives.");
    }

    /// <summary>The pattern as text, with few of many alternatives.</summary>
    public string Summary => Syllables().Replace(Text(ShownLevels), Repeated);

    /// <summary>The pattern as text.</summary>
    public override string ToString() => Text(int.MaxValue);

    // Consonants and vowels in turn.
    [GeneratedRegex(@"(\[[^\]]+\]\[[^\]]+\])\1{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Syllables();

    private static string Repeated(Match pairs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"({pairs.Groups[1].Value}){{{pairs.Length / pairs.Groups[1].Length}}}"
        );

    private string Text(int levels)
    {
        if (places is null)
        {
            return $"{Literal(prefix, levels)}{{{new string('0', Math.Max(1, width))}}}";
        }

        if (IsMixture)
        {
            return MixtureText(levels);
        }

        var text = new StringBuilder();
        for (int first = 0, next; first < places.Length; first = next)
        {
            bool isCheck = IsCheck(first);
            for (
                next = first + 1;
                next < places.Length && places[next] == places[first] && IsCheck(next) == isCheck;
                next++
            ) { }

            if (isCheck)
            {
                text.Append(KeyPatternText.NameOf(Check!.Value));
                continue;
            }

            string name =
                CharacterClasses.NameOf(places[first])
                ?? (places[first].Length > 1 ? SeenCharacters.Text(places[first]) : Literal(places[first], levels));
            int count = next - first;
            text.Append(
                next == places.Length && Lengths is not null ? $"{name}{Lengths}"
                : count == 1 ? name
                : places[first].Length == 1 && count <= ShownRepeats ? string.Concat(Enumerable.Repeat(name, count))
                : string.Create(CultureInfo.InvariantCulture, $"{name}{{{count}}}")
            );
        }

        return text.ToString();
    }

    /// <summary>The same pattern, with a number that texts do not reach.</summary>
    /// <param name="texts">The keys of the data.</param>
    public KeyPattern Behind(IReadOnlyList<string> texts)
    {
        if (places is not null)
        {
            return this;
        }

        long last = texts.Count;
        foreach (string text in texts.Select(text => Parts?.Template(text) ?? text))
        {
            bool isOne =
                text.StartsWith(prefix, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            last = isOne ? Math.Max(last, long.Parse(text.AsSpan(prefix.Length), CultureInfo.InvariantCulture)) : last;
        }

        return new KeyPattern(prefix, width, last + 1, null) { Parts = Parts };
    }

    /// <summary>The same pattern, with only the characters that keys have at each place, where others are surely absent, and enough fresh keys are left.</summary>
    /// <param name="texts">The different keys of the data.</param>
    /// <param name="room">The number of possible keys for each of the data; 0 for any.</param>
    public KeyPattern Narrowed(IReadOnlyList<string> texts, int room)
    {
        string[] keys = [.. texts.Select(text => Parts?.Template(text) ?? text).Where(text => Remainder(text, 1) == 0)];
        if (places is null || keys.Length == 0 || hasOctets)
        {
            return this;
        }

        if (Forms is not null)
        {
            return NarrowedForms(keys, room);
        }

        var seen = places.Select(
            (place, i) =>
                place.Length == 1
                    ? place
                    : SeenCharacters.Of(place, keys.Select(key => key[i]).ToHashSet(), keys.Length)
        );
        var narrowed = new KeyPattern("", 0, 0, [.. seen]) { Parts = Parts, Check = Check };
        return narrowed.Size >= (BigInteger)room * keys.Distinct().Count() ? narrowed : this;
    }

    /// <summary>The same pattern with a further place behind the last one that varies, of the same class; a counter needs none.</summary>
    public KeyPattern Longer()
    {
        if (places is null)
        {
            return this;
        }

        int last = Array.FindLastIndex(places, place => place.Length > 1);
        string added = last < 0 ? CharacterClasses.Named("[0-9]") : places[last];
        int at = last < 0 ? places.Length : last + 1;
        return new("", 0, 0, [.. places[..at], added, .. places[at..]]) { Parts = Parts, Check = Check };
    }

    /// <summary>The number of further keys of a counter up to a length.</summary>
    public BigInteger Within(int length) =>
        BigInteger.Max(0, BigInteger.Pow(10, Math.Max(0, length - prefix.Length)) - next);

    /// <summary>The key of a number.</summary>
    /// <param name="number">The number; for a counter from the next one.</param>
    public string Key(BigInteger number)
    {
        if (places is null)
        {
            return prefix + (next + number).ToString($"D{Math.Max(1, width)}", CultureInfo.InvariantCulture);
        }

        foreach (var form in Forms ?? [])
        {
            if (number < form.Size)
            {
                return form.Key(number);
            }

            number -= form.Size;
        }

        var key = new char[places.Length];
        for (int i = key.Length - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, places[i].Length, out BigInteger digit);
            key[i] = places[i][(int)digit];
        }

        return hasOctets ? Octets.Written(new string(key)) : new string(key);
    }

    /// <summary>The remainder of a key's number, so that <see cref="Key"/> of the number is the key; −1 if the key does not have the pattern's places.</summary>
    /// <param name="key">The key.</param>
    /// <param name="modulus">The number is divided by this.</param>
    public int Remainder(string key, int modulus)
    {
        if (Forms is not null)
        {
            BigInteger before = 0;
            foreach (var form in Forms)
            {
                if (form.Remainder(key, modulus) is >= 0 and var within)
                {
                    return (int)((before + within) % modulus);
                }

                before += form.Size;
            }

            return -1;
        }

        key =
            hasOctets ? Octets.Placed(key, places!)
            : Check is { } check ? CheckDigits.Cleared(key, check)
            : key;
        if (places is null || key.Length != places.Length)
        {
            return -1;
        }

        long remainder = 0;
        for (int i = 0; i < key.Length; i++)
        {
            int digit = places[i].IndexOf(key[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return -1;
            }

            remainder = ((remainder * places[i].Length) + digit) % modulus;
        }

        return (int)remainder;
    }

    /// <summary>Whether a key has the pattern: its places, or its text and a number with its zeros.</summary>
    /// <param name="key">The key, with the texts of its parts.</param>
    public bool Matches(string key)
    {
        string text = Parts?.Template(key) ?? key;
        if (places is not null)
        {
            return Remainder(text, 1) == 0;
        }

        var digits = text.AsSpan(Math.Min(prefix.Length, text.Length));
        return text.StartsWith(prefix, StringComparison.Ordinal)
            && digits.Length > 0
            && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && (width > 0 ? digits.Length >= width : digits.Length == 1 || digits[0] != '0');
    }

    private string Literal(string text, int levels) =>
        string.Concat(
            text.Select(c =>
                Parts is not null && KeyParts.PartOf(c) is >= 0 and var part
                    ? $"({Shown(Parts.Levels[part], levels)})"
                    : Escaped($"{c}")
            )
        );

    private static string Shown(IReadOnlyList<string> texts, int levels) =>
        string.Join('|', texts.Take(texts.Count <= levels ? texts.Count : levels - 1).Select(Escaped))
        + (texts.Count <= levels ? "" : "|…");

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is '[' or ']' or '{' or '}' or '(' or ')' or '|' or '\\' ? $"\\{c}" : $"{c}"));

    // A regular expression for keys, with a group for each part. What varies in other ways is any word, or any user of a host.
    private string Expression(IReadOnlyList<IReadOnlyList<string>> levels)
    {
        var text = new StringBuilder("^");
        bool isWord = false;
        int host = places is null ? -1 : Array.IndexOf(places, "@");
        string word = host >= 0 ? @"[\w.+%'-]+" : @"\w+";
        // Of users without parts, any is one.
        bool isAnyUser = host > 0 && !places![..host].Any(place => KeyParts.PartOf(place[0]) >= 0);
        foreach (var (i, place) in (places ?? [.. prefix.Select(c => $"{c}"), CharacterClasses.Named("[0-9]")]).Index())
        {
            if (IsCheck(i))
            {
                text.Append(@"\d");
            }
            // What one form has at a place may vary in another.
            else if (IsWord(i, place))
            {
                text.Append(isWord ? "" : word);
            }
            else
            {
                int part = KeyParts.PartOf(place[0]);
                text.Append(part >= 0 && part < levels.Count ? KeyParts.Expression(levels[part]) : Regex.Escape(place));
            }

            isWord = IsWord(i, place);
        }

        return text.Append('$').ToString();

        bool IsWord(int at, string place) =>
            place.Length > 1 || (isAnyUser && at < host) || (IsMixture && char.IsLetterOrDigit(place[0]));
    }
}
